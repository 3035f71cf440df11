import type { Core } from '@strapi/types';
import type { Capture, Row, SchemaDeployment, SchemaPort, SourcePorts } from '../event';
import { withJsonValues } from '../record/change-set/stored-json';
import type { SnapshotReader } from '../record/snapshots';
import type { Watches } from '../record/watches';

/** What a source of events is started with. */
export interface RunningSource {
  name: string;
  actions: object;
  start(ports: SourcePorts): void;
}

export interface SourceHooks extends Pick<SourcePorts, 'requests' | 'hub' | 'transfers' | 'files'> {
  strapi: Core.Strapi;
  snapshots: SnapshotReader;
  watches: Watches;
  compare: SourcePorts['writes']['compare'];
}

/**
 * Connects each source to what it watches.
 *
 * @returns what the sources say of a deployment
 * @throws Error if two sources watch the same model alike.
 */
export function startSources(
  sources: readonly RunningSource[],
  { strapi, snapshots, watches, compare, ...ports }: SourceHooks
): (deployment: SchemaDeployment) => Capture[] {
  const onBoot: Parameters<SchemaPort['onBoot']>[0][] = [];
  const rows: SourcePorts['rows'] = {
    find: (uid, where) => snapshots.find(uid, where),
    async all(uid, where) {
      const parts = snapshots.partsOf(uid, 'all');
      const found = await snapshots.read(uid, { where: [where] }, parts);
      return found.map((row) => withJsonValues(row, null).before ?? row);
    },
  };
  const schemas: SourcePorts['schemas'] = {
    current: (uid) => (strapi.getModel(uid as never) ?? null) as Row | null,
    onBoot: (describe) => void onBoot.push(describe),
  };
  for (const source of sources) {
    const owner = { source: source.name, actions: Object.keys(source.actions) };
    source.start({
      ...ports,
      rows,
      schemas,
      writes: {
        watch: (models, options, describe) =>
          watches.add({ ...options, ...owner, models, describe }),
        compare,
      },
    });
  }
  watches.check();
  return (deployment) => onBoot.flatMap((describe) => describe(deployment));
}
