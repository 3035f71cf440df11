import supertest from 'supertest';
import { ok, type Client } from './actors';
import type { App } from './boot-app';

export interface McpClient {
  /** Name of the token. */
  token: string;
  accessKey: string;
  /** Calls a tool of Strapi's MCP server and insists on success. */
  call(tool: string, args: object): Promise<string>;
}

interface Subject {
  uid: string;
  fields: string[];
}

const VERBS = ['create', 'read', 'update', 'delete', 'publish'];

const permissionsOn = ({ uid, fields }: Subject) =>
  VERBS.map((verb) => ({
    action: `plugin::content-manager.explorer.${verb}`,
    subject: uid,
    properties: {
      locales: ['en', 'de'],
      ...(['create', 'read', 'update'].includes(verb) && { fields }),
    },
    conditions: [],
  }));

/** Makes an administrator's token for programs, which alone opens the MCP server. */
export async function createMcpClient(
  app: Pick<App, 'url'>,
  admin: Client,
  { name, ...subject }: { name: string } & Subject
): Promise<McpClient> {
  const adminPermissions = permissionsOn(subject);
  const { body } = await ok(
    admin
      .post('/admin/admin-tokens')
      .send({ name, description: '', lifespan: null, adminPermissions })
  );
  const { accessKey } = body.data;
  return {
    token: name,
    accessKey,
    async call(tool, args) {
      const { text } = await ok(
        supertest(app.url)
          .post('/mcp')
          .set('Authorization', `Bearer ${accessKey}`)
          .set('Accept', 'application/json, text/event-stream')
          .send({
            jsonrpc: '2.0',
            id: 1,
            method: 'tools/call',
            params: { name: tool, arguments: args },
          })
      );
      if (/"isError":true|"error":/.test(text) || !text.includes('"result"')) throw new Error(text);
      return text;
    },
  };
}
