import { z } from '@strapi/utils';
import { configSchema, optionTexts, type OptionText } from './schema';

/** One option as readers know it: `retention.days`. */
export interface Option extends OptionText {
  path: string;
  /** The default as JSON. */
  fallback: unknown;
}

const isGroup = (field: z.core.$ZodType): field is z.ZodPrefault<z.ZodObject> =>
  field instanceof z.ZodPrefault && field.unwrap() instanceof z.ZodObject;

function readOptions(shape: z.core.$ZodShape, prefix: string): Option[] {
  return Object.entries(shape).flatMap(([name, field]) => {
    const path = prefix + name;
    if (isGroup(field)) return readOptions(field.unwrap().shape, `${path}.`);
    const text = optionTexts.get(field);
    if (!text) throw new Error(`[audit-trail] The option ${path} has no description.`);
    return [{ path, fallback: z.parse(field, undefined), ...text }];
  });
}

/** Every option in the order of the schema. */
export const options: readonly Option[] = readOptions(configSchema.shape, '');

/** The options table of the README, in Markdown. */
export function optionsTable(): string {
  const rows = options.map(
    ({ path, fallback, description }) =>
      `| \`${path}\` | \`${JSON.stringify(fallback)}\` | ${description} |`
  );
  return ['| Option | Default | Meaning |', '|---|---|---|', ...rows].join('\n');
}
