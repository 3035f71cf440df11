import {
  addsUp,
  isTimeKey,
  type FilterWord,
  type Search,
  type SearchTerm,
} from '../../../../../server/src/contracts/search';

/** The terms that one chip shows: those of which either suffices, or a single one. */
export interface TermGroup {
  key: FilterWord;
  negated: boolean;
  values: string[];
}

const standsAlone = ({ key, negated }: Pick<SearchTerm, 'key' | 'negated'>) =>
  negated || addsUp(key);

/** The chips of a question, each where its first term stands. The range of time has a place of its own. */
export function groupsOf(search: Search): TermGroup[] {
  const groups: TermGroup[] = [];
  for (const { key, value, negated } of search) {
    if (isTimeKey(key)) continue;
    const group = groups.find((one) => one.key === key && one.negated === negated);
    if (group && !standsAlone(group)) group.values.push(value);
    else groups.push({ key, negated, values: [value] });
  }
  return groups;
}

const belongsTo =
  ({ key, negated, values }: TermGroup) =>
  (term: SearchTerm) =>
    term.key === key && term.negated === negated && values.includes(term.value);

const termsOf = ({ key, negated, values }: TermGroup): SearchTerm[] =>
  values.map((value) => ({ key, value, negated }));

/** The question without what a chip shows. */
export const withoutGroup = (search: Search, group: TermGroup): Search =>
  search.filter((term) => !belongsTo(group)(term));

/** The question with a chip's terms exchanged for others, in the same place. */
export function withGroup(search: Search, old: TermGroup, next: TermGroup): Search {
  const at = search.findIndex(belongsTo(old));
  const rest = withoutGroup(search, old);
  return [...rest.slice(0, at), ...termsOf(next), ...rest.slice(at)];
}

const isSame = (a: SearchTerm, b: SearchTerm) =>
  a.key === b.key && a.value === b.value && a.negated === b.negated;

/** The question with a group's terms after it; none of them twice. */
export const withAdded = (search: Search, group: TermGroup): Search => [
  ...search,
  ...termsOf(group).filter((term) => !search.some((other) => isSame(term, other))),
];

/**
 * The question narrowed to what was clicked: where an event has one value of a key, that value takes
 * the place of the ones asked for so far.
 */
export const narrowedTo = (search: Search, terms: readonly SearchTerm[]): Search => [
  ...search.filter(
    (old) =>
      !terms.some((term) => isSame(term, old)) &&
      (old.negated || addsUp(old.key) || !terms.some(({ key }) => key === old.key))
  ),
  ...terms,
];

/** A range of time as it is written; null where it is open. */
export interface WrittenRange {
  after: string | null;
  before: string | null;
}

export const rangeOf = (search: Search): WrittenRange => ({
  after: search.find(({ key }) => key === 'after')?.value ?? null,
  before: search.find(({ key }) => key === 'before')?.value ?? null,
});

/** The question with another range of time. */
export function withRange(search: Search, { after, before }: WrittenRange): Search {
  const range: SearchTerm[] = [];
  if (after) range.push({ key: 'after', value: after, negated: false });
  if (before) range.push({ key: 'before', value: before, negated: false });
  return [...search.filter(({ key }) => !isTimeKey(key)), ...range];
}
