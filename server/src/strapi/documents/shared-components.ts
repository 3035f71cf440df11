import { rememberByObject, type GetModel, type SchemaAttribute } from '../../event';

type Model = ReturnType<GetModel>;
const NONE: ReadonlySet<string> = new Set();

interface I18nOptions {
  pluginOptions?: { i18n?: { localized?: boolean } };
}

/** Whether i18n keeps a separate value of a type or an attribute per locale. */
export const isLocalized = (holder: unknown): boolean =>
  (holder as I18nOptions | undefined)?.pluginOptions?.i18n?.localized === true;

const isComponent = ({ type }: SchemaAttribute): boolean =>
  type === 'component' || type === 'dynamiczone';

const sharedIn = rememberByObject((model: NonNullable<Model>): ReadonlySet<string> => {
  if (!isLocalized(model)) return NONE;
  const shared = Object.entries(model.attributes).filter(
    ([, attribute]) => isComponent(attribute) && !isLocalized(attribute)
  );
  return new Set(shared.map(([name]) => name));
});

/** The components and dynamic zones that a localized type keeps the same in every locale. */
export const sharedComponents = (model: Model): ReadonlySet<string> =>
  model ? sharedIn(model) : NONE;
