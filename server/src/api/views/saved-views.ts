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

/** The searches that each administrator has saved under a name. Only their owner sees them. */
export function createSavedViews({ db }: { db: Pick<Core.Strapi['db'], 'getConnection'> }) {
  const of = (owner: string) => db.getConnection(VIEW_TABLE).where({ user_id: owner });

  const list = async (owner: string): Promise<SavedView[]> => {
    const rows: StoredView[] = await of(owner).select('*');
    return rows.map(toView).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  };

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
