import { adminClient, ok } from '../../../helpers/actors';
import type { App } from '../../../helpers/boot-app';
import type { StoredActivity } from '../../seed/journal';
import { selectRows } from '../../seed/statements';

const ARTICLES = '/content-manager/collection-types/api::article.article';
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
/** Requests are written in small batches after their responses. */
const LIMIT_MS = 20_000;

/** So many entries take turns; the same few rows again and again would make indexes too small. */
const ENTRIES = 500;

async function untilThere<Value>(read: () => Promise<Value | undefined>, what: string) {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} was not written within ${LIMIT_MS} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What the plugin really writes when an editor changes the title of an article. */
async function recordedUpdate(app: App): Promise<StoredActivity> {
  const admin = await adminClient(app);
  const { body } = await ok(admin.post(ARTICLES).send({ title: 'The spring sale begins' }));
  const update = admin.put(`${ARTICLES}/${body.data.documentId}`).set('User-Agent', BROWSER);
  await ok(update.send({ title: 'The summer sale begins' }));

  const [event] = await selectRows(app, 'audit_trail_events', { action: 'entry.update' });
  if (!event) throw new Error('The update of an article left no event.');
  const request = await untilThere(
    async () =>
      (await selectRows(app, 'audit_trail_requests', { request_id: event.request_id }))[0],
    'The row of its request'
  );
  return { event, request };
}

/** The recorded update as it would be of as many entries. */
export async function updatesOfManyEntries(app: App): Promise<StoredActivity[]> {
  const { event, request } = await recordedUpdate(app);
  const own = String(event.resource_document_id);
  return Array.from({ length: ENTRIES }, (_, index) => {
    const other = `e${String(index).padStart(own.length - 1, '0')}`;
    const renamed = (row: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'string' ? value.replaceAll(own, other) : value,
        ])
      );
    return {
      event: { ...renamed(event), resource_id: String(index + 1) },
      request: request && renamed(request),
    };
  });
}
