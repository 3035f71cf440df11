import { distance } from 'fastest-levenshtein';
import type { AuditTrailConfig } from '../../config';
import { parseSearch } from '../../contracts';
import { matcherOf } from '../../event';

/** What the values of options can name in the running application. */
export interface KnownNames {
  /** Built-in actions and those that the application declared. */
  actions: readonly string[];
  /** The uids of content types, components and Strapi's other models. */
  contentTypes: readonly string[];
  /** `uid.attribute` of attributes with `private: true`. */
  privateAttributes: readonly string[];
  /** What answers requests: `api::order.order.refund`, and the words `graphql` and `mcp`. */
  handlers: readonly string[];
}

/** A value of an option that names nothing that exists. */
export interface UnmatchedOption {
  /** `record.include.actions[0]` */
  option: string;
  value: string;
  /** The probable intention, or null. */
  nearest: string | null;
}

/**
 * A value further than this from its nearest neighbour, relative to its length, is no misspelling
 * of it.
 */
const TOLERANCE = 0.4;

/**
 * The values of options that match nothing: a misspelt pattern in `record.include` records nothing,
 * one in `record.exclude` leaves nothing out, and a misspelt hold holds nothing.
 */
export function unmatchedOptions(
  { record, retention, redaction, requests }: AuditTrailConfig,
  known: KnownNames
): UnmatchedOption[] {
  const actions = [...known.actions, ...new Set(known.actions.map((one) => `${nounOf(one)}.*`))];
  const among = (names: readonly string[], choices = names) => {
    return (option: string, value: string): UnmatchedOption[] =>
      names.some(matcherOf(value)) ? [] : [{ option, value, nearest: nearestOf(value, choices) }];
  };
  const action = among(known.actions, actions);
  const contentType = among(known.contentTypes);
  const attribute = among(known.privateAttributes);
  const handler = among(known.handlers);

  const rules = (['include', 'exclude'] as const).flatMap((list) => [
    ...record[list].actions.flatMap((value, at) => action(`record.${list}.actions[${at}]`, value)),
    ...record[list].contentTypes.flatMap((value, at) =>
      contentType(`record.${list}.contentTypes[${at}]`, value)
    ),
  ]);
  const holds = retention.hold.flatMap((text, at) =>
    parseSearch(text).search.flatMap(({ key, value }) => {
      if (key === 'action') return action(`retention.hold[${at}]`, value);
      return key === 'type' ? contentType(`retention.hold[${at}]`, value) : [];
    })
  );
  return [
    ...rules,
    ...Object.keys(retention.actions).flatMap((value) => action('retention.actions', value)),
    ...holds,
    ...redaction.reveal.flatMap((value, at) => attribute(`redaction.reveal[${at}]`, value)),
    ...requests.reveal.flatMap((value, at) => handler(`requests.reveal[${at}]`, value)),
  ];
}

/**
 * Why the plugin would record no event on any content type, or null. All content types are known
 * before the first table is created, so such a start can be refused.
 */
export function recordsNoType(
  { record }: AuditTrailConfig,
  contentTypes: readonly string[]
): string | null {
  const patterns = record.include.contentTypes;
  if (patterns.length === 0 || patterns.some((one) => contentTypes.some(matcherOf(one)))) {
    return null;
  }
  const problems = patterns.map((value, at) =>
    describeUnmatched({
      option: `record.include.contentTypes[${at}]`,
      value,
      nearest: nearestOf(value, contentTypes),
    })
  );
  return ['[audit-trail] The plugin would record no content type:', ...problems].join('\n- ');
}

/** One line for the operator. */
export const describeUnmatched = ({ option, value, nearest }: UnmatchedOption): string =>
  `${option} is ${JSON.stringify(value)}, which matches nothing in this application.` +
  (nearest === null ? ' Correct or remove it.' : ` Did you mean ${JSON.stringify(nearest)}?`);

function nearestOf(value: string, choices: readonly string[]): string | null {
  const written = value.toLowerCase();
  const tries = choices.map((choice) => {
    const parts = [choice, ...partsOf(choice)].map((part) => part.toLowerCase());
    const steps = Math.min(...parts.map((part) => distance(written, part) / part.length));
    return { choice, steps };
  });
  const best = tries.reduce((one, other) => (other.steps < one.steps ? other : one), {
    choice: '',
    steps: Infinity,
  });
  return best.steps <= TOLERANCE ? best.choice : null;
}

/** People write `article` for `api::article.article`, and leave out `api::`. */
const partsOf = (name: string): string[] => {
  const [, withoutScope] = name.split('::');
  return withoutScope === undefined ? [] : [withoutScope, withoutScope.split('.').at(-1) ?? ''];
};

const nounOf = (action: string): string => action.slice(0, action.lastIndexOf('.'));
