import { change, eventWith, redactorWith } from './fixtures';

const settingsEvent = (path: string, type = 'strapi::core-store') =>
  redactorWith().event(
    eventWith({
      resource: { ...eventWith({}).resource, type },
      tags: ['store:plugin', `field:${path}`],
      changes: [change({ path, label: path, before: undefined, after: '' })],
    })
  );

describe('the key of a setting', () => {
  it.each([
    'My badge number is SaltyWalrus41',
    'SaltyWalrus 41',
    'auth0.My badge number is SaltyWalrus41',
    '719354970',
    'glpat-q1B2c3D4e5F6g7H8i9J0',
    '{"password":"SaltyWalrus41"}',
    'SaltyWalrus41!',
  ])('that is no name is hidden in path, label and tag: %s', (path) => {
    const { changes, tags } = settingsEvent(path);
    expect(JSON.stringify([changes, tags])).not.toMatch(/SaltyWalrus|719354970|q1B2/);
    expect(tags.at(-1)).toContain('[hidden: name]');
  });

  it.each(['email_confirmation', 'auth0.callback', 'metadatas.title.edit', 'allow_register'])(
    'that is a name stays: %s',
    (path) => {
      const { changes, tags } = settingsEvent(path);
      expect(changes[0]).toMatchObject({ path, label: path });
      expect(tags).toEqual(['store:plugin', `field:${path}`]);
    }
  );

  it('stays with other resources, whose paths are written by sources', () => {
    expect(settingsEvent('sections[2:hero].heading', 'api::a.a').tags).toContain(
      'field:sections[2:hero].heading'
    );
  });
});
