import type { Core } from '@strapi/types';
import type { GetModel } from '../../event';

/** The attribute that names the rows of a type. */
export interface MainFields {
  /** Undefined if no attribute is configured: then a likely one is used. */
  of(uid: string): string | undefined;
}

interface MainFieldDependencies {
  strapi: Core.Strapi;
  getModel: GetModel;
  isSecret(uid: string, attribute: string): boolean;
}

const STORE = 'strapi::core-store';
const STORE_TABLE = 'strapi_core_store_settings';
/** The prefix of the Content Manager's display settings for a type; the uid follows it. */
const KEY = /^plugin_content_manager_configuration_(?:content_types|components)::(.+)$/;
/** Another instance may have changed a setting; this one notices after this delay. */
const STALE_MS = 60_000;

interface StoredSetting {
  key: string;
  value: string;
}

/**
 * Main fields as configured in the Content Manager, kept in memory: an event must not cost a query.
 * Strapi's own types (`admin::…`) are named by the sources that know them.
 */
export async function createMainFields(deps: MainFieldDependencies): Promise<MainFields> {
  const { strapi, getModel, isSecret } = deps;
  const configured = new Map<string, string>();
  let readAt = 0;

  const note = ({ key, value }: StoredSetting): void => {
    const uid = KEY.exec(key)?.[1];
    const field = uid === undefined ? undefined : mainFieldIn(value);
    if (uid !== undefined && field !== undefined) configured.set(uid, field);
  };

  /** Never rejects: if it fails, the rules for types without a setting apply. */
  const read = async (): Promise<void> => {
    readAt = Date.now();
    try {
      const rows = (await strapi.db
        .getConnection(STORE_TABLE)
        .where('key', 'like', 'plugin_content_manager_configuration_%')
        .select('key', 'value')) as StoredSetting[];
      rows.forEach(note);
    } catch {
      // The next read may succeed; until then the known values are right for most types.
    }
  };

  strapi.db.lifecycles.subscribe((event) => {
    if (event.model.uid !== STORE) return;
    if (event.action !== 'afterCreate' && event.action !== 'afterUpdate') return;
    const { key, value } = ((event as { result?: unknown }).result ?? {}) as Partial<StoredSetting>;
    if (typeof key === 'string' && typeof value === 'string') note({ key, value });
  });
  await read();

  /** Strapi's rule for a type without a setting, excluding attributes that must not be shown. */
  const firstText = (uid: string): string | undefined =>
    Object.entries(getModel(uid)?.attributes ?? {}).find(
      ([name, { type }]) => type === 'string' && name !== 'documentId' && !isSecret(uid, name)
    )?.[0];

  /** `id` is the Content Manager's fallback, and an attribute may have been removed since. */
  const isUsable = (uid: string, field: string): boolean =>
    getModel(uid)?.attributes[field] !== undefined &&
    field !== 'documentId' &&
    !isSecret(uid, field);

  return {
    of(uid) {
      if (/^(?:admin|strapi)::/.test(uid)) return undefined;
      if (Date.now() - readAt > STALE_MS) void read();
      const field = configured.get(uid);
      return field !== undefined && isUsable(uid, field) ? field : firstText(uid);
    },
  };
}

function mainFieldIn(value: string): string | undefined {
  try {
    const { settings } = JSON.parse(value) as { settings?: { mainField?: unknown } };
    return typeof settings?.mainField === 'string' ? settings.mainField : undefined;
  } catch {
    return undefined;
  }
}
