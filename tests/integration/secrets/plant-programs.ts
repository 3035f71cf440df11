import { createApiToken, ok, type Client } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import { createMcpClient } from '../../helpers/mcp';
import { CHOSEN, type Made } from './chosen';

/** Secrets that programs send: by REST, by MCP, to a route of the application and in its events. */
export async function plantByPrograms(app: App, admin: Client, made: Made): Promise<void> {
  await plantByRest(app, admin);
  await plantByMcp(app, admin, made);
  await plantInOwnRoute(app);
}

async function plantByRest(app: App, admin: Client): Promise<void> {
  const { client } = await createApiToken(app, admin, { name: 'Rest planter' });
  await ok(
    client
      .post('/api/articles')
      .send({
        data: {
          title: 'By REST',
          passphrase: CHOSEN['password field by REST'],
          internalNote: CHOSEN['private field by REST'],
          seo: {
            tags: [{ name: 't', token: CHOSEN['private field of a nested component by REST'] }],
          },
        },
      })
  );
}

/** Its tools refuse private fields by themselves, and take passwords. */
async function plantByMcp(app: App, admin: Client, made: Made): Promise<void> {
  const mcp = await createMcpClient(app, admin, {
    name: 'Mcp planter',
    uid: 'api::article.article',
    fields: ['title', 'passphrase', 'details', 'links.label', 'links.secret'],
  });
  made['admin token of a program'] = mcp.accessKey;
  await mcp.call('create_article', {
    data: {
      title: 'By a machine',
      passphrase: CHOSEN['password field in MCP'],
      details: { password: CHOSEN['password named in a JSON field in MCP'] },
      links: [{ label: 'One', secret: CHOSEN['password of a component in MCP'] }],
    },
  });
}

async function plantInOwnRoute({ request }: App): Promise<void> {
  const query = new URLSearchParams({
    internalNote: CHOSEN['private field in the query string of an own route'],
    'filters[internalNote][$eq]': CHOSEN['private field in a filter of an own route'],
    'filters[author][email][$eq]': CHOSEN['private e-mail in a filter of an own route'],
  });
  await ok(
    request
      .post(`/api/probe/relay?${String(query)}`)
      .set('Authorization', CHOSEN['authorization header of an own route'])
      .set('Cookie', `session=${CHOSEN['cookie header of an own route']}; theme=dark`)
      .set('X-Api-Key', CHOSEN['API key header of an own route'])
      .send({
        author: { name: 'Relayed', email: CHOSEN['private e-mail sent to an own route'] },
        form: {
          internalNote: CHOSEN['private field sent to an own route'],
          raw: `{"internalNote":"${CHOSEN['private field sent to an own route, as JSON in a text']}"}`,
        },
        payload: {
          internalNote: CHOSEN['private field in the payload of an own event'],
          smtp: { password: CHOSEN['password in the payload of an own event'] },
          message: `Could not store internalNote: "${CHOSEN['private field in a text of an own event']}"`,
        },
        changes: [
          {
            path: 'internalNote',
            label: 'Note',
            kind: 'value',
            before: CHOSEN['private field in the changes of an own event, before'],
            after: CHOSEN['private field in the changes of an own event, after'],
          },
          {
            path: 'smtp.password',
            label: 'Password',
            kind: 'value',
            after: CHOSEN['password in the changes of an own event'],
          },
        ],
        answer: {
          passphrase: CHOSEN['password field in the answer of an own route'],
          rows: [{ internal_note: CHOSEN['private column in the answer of an own route'] }],
        },
      })
  );
}
