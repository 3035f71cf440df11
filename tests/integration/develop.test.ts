import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { adminClient, ok } from '../helpers/actors';
import { developApp, type DevelopApp } from '../helpers/develop-app';

describe('the throw-away copy under strapi develop', () => {
  let app: DevelopApp;

  beforeAll(async () => {
    app = await developApp();
  });

  afterAll(() => app?.stop());

  it('makes a content type with the content-type builder and runs on with it', async () => {
    const admin = await adminClient(app);
    await app.reload(() =>
      ok(
        admin
          .post('/content-type-builder/content-types')
          .send({
            contentType: {
              kind: 'collectionType',
              displayName: 'Note',
              singularName: 'note',
              pluralName: 'notes',
              draftAndPublish: false,
              pluginOptions: {},
              attributes: { text: { type: 'string' } },
            },
            components: [],
          })
      )
    );
    expect(existsSync(join(app.dir, 'src/api/note/content-types/note/schema.json'))).toBe(true);
    expect(app.query('select count(*) as rows from notes')).toEqual([{ rows: 0 }]);
  });
});
