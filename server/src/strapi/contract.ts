import type { Core } from '@strapi/types';
import { databaseInternals } from './internals/database';
import { httpInternals } from './internals/http';
import type { Internal, Moment } from './internals/internal';
import { registryInternals } from './internals/registries';

/** The newest version that all tests ran on. A newer one logs a warning once at start. */
export const NEWEST_TESTED = '5.54';

/** Everything of Strapi that the plugin uses and that is no promised API. */
export const INTERNALS: readonly Internal[] = [
  ...databaseInternals,
  ...httpInternals,
  ...registryInternals,
];

/** The result of probing an internal. */
export interface ContractFinding extends Pick<Internal, 'name' | 'since' | 'lost'> {
  holds: boolean;
  /** What its probe threw; null if it threw nothing. */
  reason: string | null;
}

/**
 * Probes every internal of this moment whose plugin is installed. Never rejects. It opens separate
 * transactions and rolls them back.
 */
export async function probeContract(
  strapi: Core.Strapi,
  moment: Moment
): Promise<ContractFinding[]> {
  const findings: ContractFinding[] = [];
  for (const internal of INTERNALS.filter((one) => isDue(one, strapi, moment))) {
    const { name, since, lost, probe } = internal;
    try {
      findings.push({ name, since, lost, holds: await probe(strapi), reason: null });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      findings.push({ name, since, lost, holds: false, reason });
    }
  }
  return findings;
}

const isDue = (
  { when = 'start', plugin, isPresent }: Internal,
  strapi: Core.Strapi,
  moment: Moment
): boolean =>
  when === moment &&
  (plugin === undefined || Boolean(strapi.plugin(plugin) as unknown)) &&
  (isPresent === undefined || isPresent(strapi));

/** Messages for what does not hold, each with its consequence. */
export const brokenIn = (findings: readonly ContractFinding[]): string[] =>
  findings
    .filter(({ holds }) => !holds)
    .map(({ name, lost }) => `${lost} This version of Strapi lacks ${name}, or has changed it.`);

/** A message if this Strapi is newer than the tested versions, else null. */
export function versionWarning(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [newestMajor = 0, newestMinor = 0] = NEWEST_TESTED.split('.').map(Number);
  const isNewer = major > newestMajor || (major === newestMajor && minor > newestMinor);
  return isNewer
    ? `Strapi ${version} is newer than ${NEWEST_TESTED}, up to which this version was tested. ` +
        'What it depends on was probed at this start: GET /audit-trail/health says what holds.'
    : null;
}
