import type { GetModel, SchemaAttribute } from '../../event';

type Model = ReturnType<GetModel>;

interface I18nOptions {
  pluginOptions?: { i18n?: { localized?: boolean } };
}

/** Whether i18n keeps a separate value of a type or an attribute per locale. */
export const isLocalized = (holder: unknown): boolean =>
  (holder as I18nOptions | undefined)?.pluginOptions?.i18n?.localized === true;

const isComponent = ({ type }: SchemaAttribute): boolean =>
  type === 'component' || type === 'dynamiczone';

/** The components and dynamic zones that a localized type keeps the same in every locale. */
export function sharedComponents(model: Model): ReadonlySet<string> {
  if (!model || !isLocalized(model)) return new Set();
  const shared = Object.entries(model.attributes).filter(
    ([, attribute]) => isComponent(attribute) && !isLocalized(attribute)
  );
  return new Set(shared.map(([name]) => name));
}
