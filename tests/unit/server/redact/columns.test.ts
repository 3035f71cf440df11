import { keepIfEmail } from '../../../../server/src/redact/email';
import * as facts from '../../../../server/src/redact/facts';
import type { AuditEvent } from '../../../../server/src/event';
import { change, eventWith, redactorWith } from './fixtures';

const TOKEN = 'abcDEF123hunter2';
const text = `Bearer ${TOKEN}`;

const EVENTS: Record<string, AuditEvent> = {
  action: eventWith({ action: text }),
  'actor.id': eventWith({ actor: { ...eventWith({}).actor, id: text } }),
};
for (const name of ['type', 'locale', 'status']) {
  const resource = { ...eventWith({}).resource, [name]: text };
  EVENTS[`resource.${name}`] = eventWith({ resource });
}
for (const name of ['id', 'documentId', 'type', 'locale']) {
  const added = [{ id: '1', name: 'n', [name]: text }];
  EVENTS[`added[].${name}`] = eventWith({ changes: [change({ path: 'author', added })] });
}

describe('a token in a short column', () => {
  it.each(Object.keys(EVENTS))('is hidden: %s', (name) => {
    expect(JSON.stringify(redactorWith().event(EVENTS[name]!))).not.toContain(TOKEN);
  });

  it('leaves usual values alone', () => {
    const reference = {
      ...{ id: '7', documentId: 'z7v8zma3nfo1x0c2b4n6m8k0', type: 'api::author.author' },
      ...{ name: 'Ann', locale: 'zh-Hans-CN' },
    };
    const given = eventWith({
      action: 'entry.update',
      actor: { ...eventWith({}).actor, id: '550e8400-e29b-41d4-a716-446655440000' },
      changes: [change({ path: 'author', added: [reference] })],
    });
    const { action, actor, resource, changes } = redactorWith().event(given);
    expect({ action, actor, resource }).toEqual({
      action: given.action,
      actor: given.actor,
      resource: given.resource,
    });
    expect(changes[0]!.added).toEqual([reference]);
  });
});

describe('a locale', () => {
  it.each([
    ...['en', 'de-AT', 'zh-Hans', 'zh-Hans-CN', 'es-419', 'sr-Latn-RS', 'pt_BR', 'fil', 'en-001'],
    ...['ca-ES-valencia', 'de-CH-1996', 'sl-rozaj-biske', 'de-1901', '*'],
  ])('%s is shown', (locale) => expect(facts.locale.text(locale)).toBe(locale));
  it.each(['ab-hunter2', 'ab-tulip7', 'de-a1', 'english', 'de-12', 'de-hunter2x', 'en-US-x9y8z7'])(
    '%s is none',
    (locale) => expect(facts.locale.text(locale)).toBe('[hidden: text]')
  );
});

describe('an e-mail address', () => {
  it.each(['a@example.com', 'anna.berg+x@mail.example.co.uk', 'a@example.xn--p1ai', 'A@B.DE'])(
    '%s is kept',
    (email) => expect(keepIfEmail(email)).toBe(email)
  );
  it.each(['P@ss.w0rd', 'Summer@2024.x1', 'P@ss.1', 'a@b.c', 'a@b.c-d', 'a@-b.de', 'x@y.xn--'])(
    '%s is none',
    (email) => expect(keepIfEmail(email)).toBeNull()
  );
});
