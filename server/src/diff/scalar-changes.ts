import type { RawChange } from '../event';
import { isEmpty, type Field } from './context';
import { isSameValue, plain, readJson } from './equality';
import { jsonChanges } from './json-changes';
import { humanize } from './labels';

const LONG_TEXT = new Set(['text', 'richtext', 'blocks']);

/** Scalars, long text and blocks: the whole value, if it differs. */
export function diffScalar({ attribute, path, label, before, after }: Field): RawChange[] {
  if (isSameValue(attribute.type, before, after)) return [];
  const read = attribute.type === 'blocks' ? readJson : plain;
  const change: RawChange = { path, label, kind: LONG_TEXT.has(attribute.type) ? 'text' : 'value' };
  const [from, to] = [read(before), read(after)];
  if (from !== undefined) change.before = from;
  if (to !== undefined) change.after = to;
  return [change];
}

/** JSON: the paths inside that differ. */
export function diffJson({ name, path, label, before, after }: Field): RawChange[] {
  const [from, to] = [readJson(before), readJson(after)];
  if (before === undefined || after === undefined) {
    return isEmpty(from) && isEmpty(to) ? [] : [{ path, label, kind: 'value', ...sides(from, to) }];
  }
  const holder = label.slice(0, label.length - humanize(name).length);
  return jsonChanges({ path, label, holder, before: from ?? null, after: to ?? null });
}

/** Scalars and JSON that must not be shown. */
export function diffSecret(field: Field): RawChange[] {
  const { attribute, before, after } = field;
  const isSame = isSameValue(attribute.type, before ?? null, after ?? null);
  return isSame ? [] : [secretChange(field)];
}

/** Of a changed secret, only the fact that it changed. */
export const secretChange = ({ path, label }: Field): RawChange => ({
  ...{ path, label, kind: 'value', secret: true },
});

/** Absent if the side did not exist: `undefined` marks a side without a row. */
export function sides(before: unknown, after: unknown): Pick<RawChange, 'before' | 'after'> {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
