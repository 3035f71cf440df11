import { createDiff } from '../diff';
import type { GetModel, SourcePorts } from '../event';
import { comparedSafely } from './placeholder';

/** Compares snapshots of rows: two of one row by the ids of its components, others by position. */
export function createComparison(
  deps: Parameters<typeof createDiff>[0]
): SourcePorts['writes']['compare'] {
  const ofModels = { ...deps, getModel: withSettingsAsJson(deps.getModel) };
  const byId = createDiff(ofModels);
  const byPosition = createDiff({ ...ofModels, matchComponentsBy: 'position' });
  return (uid, before, after) =>
    comparedSafely(() => {
      const diff = before && after && before.id !== after.id ? byPosition : byId;
      return diff(uid, before, after);
    });
}

/** Strapi stores settings as JSON in a text column: they are compared as JSON. */
const withSettingsAsJson =
  (getModel: GetModel): GetModel =>
  (uid) => {
    const model = getModel(uid);
    if (uid !== 'strapi::core-store' || !model) return model;
    return { ...model, attributes: { ...model.attributes, value: { type: 'json' } } };
  };
