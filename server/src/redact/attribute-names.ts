import type { GetModel, ListModels } from '../event';
import { readModel, type JudgeAttribute } from './attributes';
import { CREATOR_KEYS, LOCALES_KEY, ROW_KEYS } from './row-keys';
import { wordsOf } from './secret-names';
import { rememberByName } from '../event';

/** Which of the names that occur together in one object belong to secret attributes. */
export type SecretsAmong = (names: readonly string[]) => ReadonlySet<string>;

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  judge: JudgeAttribute;
}

/** One model that has an attribute of a name. */
interface Holder {
  attributes: ReadonlySet<string>;
  isSecret: boolean;
}

const NONE: ReadonlySet<string> = new Set();
/** An object with more names is no row; and each is compared with each model. */
const MAX_NAMES = 500;

/**
 * The schema's rule for values of unknown type: bodies of GraphQL, of MCP and of an application's
 * own routes, payloads of its own events.
 *
 * A name that is secret in every model that has it is secret everywhere. A name that is secret in
 * one model and public in another (an author's private `email`, an end user's public one) is judged
 * by the names around it: the object is read as a row of those models that have most of its names,
 * and one of them holding the name secret is enough. So a tie hides: what is shown by mistake stays
 * in the log for good, while what is hidden by mistake can be revealed by `redaction.reveal`, and
 * the changes of the event itself, whose type is known, show it anyway.
 *
 * Names are compared by their words: `internal_note`, as a column, is `internalNote`.
 */
export function createAttributeNames({ getModel, listModels, judge }: Deps): SecretsAmong {
  let suspects: ReadonlyMap<string, Holder[]> | undefined;

  /**
   * Strapi's models are complete only after every plugin has registered, and fixed from then on.
   */
  const known = (): ReadonlyMap<string, Holder[]> => {
    try {
      suspects ??= suspectsOf(listModels(), getModel, judge);
      return suspects;
    } catch {
      return new Map();
    }
  };

  return (names) => {
    const holders = known();
    const suspected = names.filter((name) => holders.has(normal(name)));
    if (suspected.length === 0) return NONE;
    const siblings = new Set(names.slice(0, MAX_NAMES).map(normal));
    const isSecret = (name: string) => isSecretInClosest(holders.get(normal(name)) ?? [], siblings);
    return new Set(suspected.filter(isSecret));
  };
}

function isSecretInClosest(holders: readonly Holder[], siblings: ReadonlySet<string>): boolean {
  const shared = holders.map(({ attributes }) => countShared(attributes, siblings));
  const most = Math.max(...shared);
  return holders.some(({ isSecret }, index) => isSecret && shared[index] === most);
}

function countShared(attributes: ReadonlySet<string>, names: ReadonlySet<string>): number {
  let count = 0;
  for (const name of names) if (attributes.has(name)) count += 1;
  return count;
}

/** The models of every name that at least one of them holds secret. */
function suspectsOf(uids: readonly string[], getModel: GetModel, judge: JudgeAttribute) {
  const holders = new Map<string, Holder[]>();
  for (const uid of uids) {
    const names = Object.keys(readModel(getModel, uid)?.attributes ?? {}).filter(isOwnName);
    const attributes = new Set(names.map(normal));
    for (const name of names) {
      const isSecret = ['secret', 'names-only'].includes(judge(uid, name));
      const known = holders.get(normal(name)) ?? [];
      holders.set(normal(name), [...known, { attributes, isSecret }]);
    }
  }
  return new Map([...holders].filter(([, all]) => all.some(({ isSecret }) => isSecret)));
}

/**
 * Strapi marks its own columns private on types where it does not fill them; rows have them
 * everywhere.
 */
export const isOwnName = (name: string): boolean =>
  !ROW_KEYS.has(name) && !CREATOR_KEYS.has(name) && name !== LOCALES_KEY;

const normal = rememberByName((name) => wordsOf(name).join(' ') || name);
