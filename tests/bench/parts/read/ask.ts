import type { App } from '../../../helpers/boot-app';
import { median } from '../../arithmetic';
import { openConnections, type Request } from '../../load/send';
import type { Question } from '../../questions';

/** Milliseconds, the middle of several; null with the reason where the plugin does not answer that. */
export interface Timing {
  name: string;
  milliseconds: number | null;
  refusal: string | null;
  all: number[];
}

/** What questions name by `$name`: an entry and an event from the middle of the log. */
export const knownIn = (app: App): Promise<Record<string, string>> =>
  app.run(async ({ db }) => {
    const events = () => db.connection('audit_trail_events');
    const [range] = await events().min({ from: 'occurred_at' }).max({ to: 'occurred_at' });
    const middle = (Number(range?.from) + Number(range?.to)) / 2;
    const row = await events()
      .where('occurred_at', '>=', Math.floor(middle))
      .where({ action: 'entry.update', resource_type: 'api::article.article' })
      .orderBy(['occurred_at', 'id'])
      .first();
    return { document: row.resource_document_id, event: row.document_id };
  });

const filledIn = (args: readonly unknown[], known: Record<string, string>): unknown[] =>
  JSON.parse(
    JSON.stringify(args).replace(/\$([a-z]+)/g, (word, name: string) => known[name] ?? word)
  );

/** Asks the plugin's service in its process, several times after a first one that does not count. */
export async function ask(
  app: App,
  { name, ask: method, args }: Question,
  known: Record<string, string>,
  times: number
): Promise<Timing> {
  const { all, refusal } = await app.run(
    async (strapi, method, args, times) => {
      const query = strapi.plugin('audit-trail').service('query');
      const all: number[] = [];
      try {
        for (let time = 0; time <= times; time += 1) {
          const from = performance.now();
          await query[method](...args);
          if (time > 0) all.push(performance.now() - from);
        }
      } catch (error) {
        if ((error as Error).name !== 'AuditTrailError') throw error;
        return { all: [], refusal: (error as Error).message };
      }
      return { all, refusal: null };
    },
    method,
    filledIn(args, known),
    times
  );
  return { name, milliseconds: refusal === null ? median(all) : null, refusal, all };
}

/** Asks over HTTP, as the page of any plugin does. */
export async function askOverHttp(
  app: App,
  name: string,
  request: Request,
  times: number
): Promise<Timing> {
  const connection = openConnections(app.url, 1);
  const all: number[] = [];
  try {
    await connection.send(request);
    for (let time = 0; time < times; time += 1) {
      all.push((await connection.send(request)).milliseconds);
    }
  } finally {
    await connection.close();
  }
  return { name, milliseconds: median(all), refusal: null, all };
}
