import { OWN_FORMS, type OwnForm } from '../own-forms';
import type { Shape } from '../shape';
import type { ReadUnknown } from '../form-only';

/**
 * How a described body is written down: a form (`flag`), the rows of a type (`{ row }`), prose
 * (`text`), an object of named fields, or an object with free names (`{ each }`).
 */
export type Field =
  | OwnForm
  | 'text'
  | 'secret'
  | { readonly row: string }
  | { readonly each: Field }
  | { readonly fields: { readonly [name: string]: Field } };

interface Deps {
  row(uid: string): Shape;
  content: Shape;
  /** How to read a key that the description lacks. */
  unknown: ReadUnknown;
}

/** Makes the shape of a described body; lists keep the shape of their key. */
export function createReadField({ row, content, unknown }: Deps) {
  function read(field: Field): Shape | null {
    if (field === 'secret') return null;
    if (field === 'text') return content;
    if (typeof field === 'string') return OWN_FORMS[field];
    if ('row' in field) return row(field.row);
    if ('each' in field) {
      const each = read(field.each);
      return objectOf((name, value) => (each === null ? null : (each ?? unknown(name, value))));
    }
    const known = new Map(Object.entries(field.fields).map(([name, one]) => [name, read(one)]));
    return objectOf((name, value) => {
      const shape = known.get(name);
      return shape === undefined ? unknown(name, value) : shape;
    });
  }
  /** Anything but an object keeps only its form; in a form the object may be JSON text. */
  const objectOf = (property: Shape['property']): Shape => ({
    ...OWN_FORMS.formOnly,
    countsItems: undefined,
    readsJson: true,
    property,
  });
  return read;
}
