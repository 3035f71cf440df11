import { createHash } from 'node:crypto';
import { rememberShortTexts } from './remember';

/** The length of a tag that is kept whole. */
export const TAG_LENGTH = 64;
/** A save of more fields than this carries a tag for the excess. */
export const MAX_FIELD_TAGS = 1_000;
/** Stands for the fields above that number: `field:` does not find those. */
export const FIELDS_CUT = 'fields:cut';

const PREFIX = 'field:';
const HASH_LENGTH = 12;

/**
 * The tag by which a changed field is found. A longer one keeps its beginning and a hash of the
 * whole, so two long paths stay two tags.
 *
 * @param summary a path without brackets, as `field:` takes it
 */
export function fieldTag(summary: string): string {
  const tag = `${PREFIX}${summary}`;
  if (tag.length <= TAG_LENGTH) return tag;
  const hash = createHash('sha256').update(summary).digest('hex').slice(0, HASH_LENGTH);
  return `${tag.slice(0, TAG_LENGTH - HASH_LENGTH - 1)}~${hash}`;
}

/**
 * The tags that find the changed fields: `sections[2:hero].heading` by `sections.heading`, by its
 * attribute `sections`, and as the field of a component by `heading`.
 */
export function fieldTags(paths: readonly string[]): string[] {
  const tags = new Set<string>();
  for (const path of paths) {
    for (const tag of tagsOfPath(path)) {
      if (tags.has(tag)) continue;
      if (tags.size >= MAX_FIELD_TAGS) return [...tags, FIELDS_CUT];
      tags.add(tag);
    }
  }
  return [...tags];
}

/** A save names the same few fields as the one before. */
const tagsOfPath = rememberShortTexts((path) => summariesOf(path).map(fieldTag));

function summariesOf(change: string): string[] {
  // `[published].title` names the version of an entry that the field belongs to.
  const path = change.replace(/^\[[^\]]*\]\./, '');
  const summary = path.replace(/\[[^\]]*\]/g, '');
  const [attribute = '', ...inner] = summary.split('.');
  if (inner.length === 0) return [summary];
  // After a component of a list comes a field; elsewhere it may be a key of some JSON.
  const afterList = path.slice(path.lastIndexOf(']') + 1);
  const field = path.includes(']') ? afterList.split('.').find((name) => name !== '') : undefined;
  return field === undefined ? [summary, attribute] : [summary, attribute, field];
}
