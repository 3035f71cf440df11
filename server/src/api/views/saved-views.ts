import { uuidv7 } from 'uuidv7';
import type { Core } from '@strapi/strapi';
import {
  describeProblem,
  MAX_VIEWS,
  parseSearch,
  type SavedView,
  type SavedViewListResponse,
} from '../../contracts';
import { AuditTrailError, invalidParameter } from '../../errors';
import { VIEW_TABLE } from '../../plugin-id';

interface StoredView {
  view_id: string;
  user_id: string;
  name: string;
  question: string;
}

const MAX_NAME = 80;
const MAX_QUERY_LENGTH = 4_000;

const toView = ({ view_id, name, question }: StoredView): SavedView => ({
  id: view_id,
  name,
  text: question,
});

function nameOf(value: unknown): string {
  const name = typeof value === 'string' ? value.trim() : '';
  if (name !== '' && name.length <= MAX_NAME && !/\p{Cc}|\p{Surrogate}/u.test(name)) return name;
  throw invalidParameter('name', `must be a text of 1 to ${MAX_NAME} characters.`);
}

function queryTextOf(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > MAX_QUERY_LENGTH) {
    throw invalidParameter('text', `must be a search of 1 to ${MAX_QUERY_LENGTH} characters.`);
  }
  const { problems } = parseSearch(value);
  if (problems[0]) throw invalidParameter('text', describeProblem(problems[0]));
  return value;
}

/**
 * What the search looks for, without its keys: `type:admin::api-token actor-type:…` is no token with
 * its value.
 */
function textsIn(question: string): string[] {
  const { search } = parseSearch(question);
  const values = search.flatMap((term) => (term.key === 'text' ? [] : [term.value]));
  const words = search.flatMap((term) => (term.key === 'text' ? [term.value] : []));
  return [...values, words.join(' ')];
}

/**
 * A colon before a plain word, as in `Token: revoked this week`: people write labels, and passwords
 * that programs write have digits or signs, or no blank before them.
 */
const LABEL =
  /(?::\s+|：\s*)(?!(?:bearer|basic|token|digest)\s)(?=[\p{L}\p{M}]+(?:['’]\p{L}+)?(?:[.,;!?…)]*\s|$))/giu;

interface Deps {
  db: Pick<Core.Strapi['db'], 'getConnection'>;
  holdsSecret(text: string): boolean;
}

/** The searches that each administrator has saved under a name. Only their owner sees them. */
export function createSavedViews({ db, holdsSecret }: Deps) {
  const of = (owner: string) => db.getConnection(VIEW_TABLE).where({ user_id: owner });

  const list = async (owner: string): Promise<SavedView[]> => {
    const rows: StoredView[] = await of(owner).select('*');
    return rows.map(toView).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  };

  /** A view with its secret hidden would find something else: it is refused instead. */
  function refuseSecrets(parameter: 'name' | 'text', texts: readonly string[]): void {
    if (!texts.some((text) => holdsSecret(text.replace(LABEL, ' ')))) return;
    throw invalidParameter(
      parameter,
      'holds what looks like a secret, and would be stored as it is. Search for it without saving.'
    );
  }

  return {
    async findViews(owner: string): Promise<SavedViewListResponse> {
      return { results: await list(owner) };
    },

    /**
     * Saves a search. One of the same name is replaced.
     *
     * @throws AuditTrailError that names the parameter
     */
    async saveView(owner: string, body: unknown): Promise<SavedView> {
      const given = (body ?? {}) as Record<string, unknown>;
      const [name, question] = [nameOf(given.name), queryTextOf(given.text)];
      const kept = await list(owner);
      const same = kept.find((view) => view.name === name);
      // What is stored already is not stored by this.
      if (!same) refuseSecrets('name', [name]);
      if (same?.text !== question) refuseSecrets('text', textsIn(question));
      if (!same && kept.length >= MAX_VIEWS) {
        throw invalidParameter('name', `would be view ${MAX_VIEWS + 1}: remove one first.`);
      }
      const id = same?.id ?? uuidv7();
      if (same) await of(owner).where({ view_id: id }).update({ question });
      else {
        const row = { view_id: id, user_id: owner, name, question };
        await db.getConnection(VIEW_TABLE).insert(row);
      }
      return { id, name, text: question };
    },

    /** @throws AuditTrailError `view-unknown` if it is none of the owner's. */
    async removeView(owner: string, id: string): Promise<void> {
      const removed = await of(owner).where({ view_id: id }).delete();
      if (Number(removed) === 0) {
        throw new AuditTrailError('view-unknown', `id ${id} is none of your saved views.`, 'id');
      }
    },
  };
}

export type SavedViews = ReturnType<typeof createSavedViews>;
