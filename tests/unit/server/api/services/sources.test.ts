import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '@strapi/types';
import { createDeclaredActions } from '../../../../../server/src/record/declared-actions';
import type { OwnSource } from '../../../../../server/src/api/services/own-source';
import { createSourcesService } from '../../../../../server/src/api/services/sources';
import { actionChoices, sources as builtIn } from '../../../../../server/src/sources';
import { fakeHost } from '../../../../helpers/sources/fake-host';

const UID = 'plugin::comments.comment';
const COMMENT: OwnSource = {
  name: 'comment',
  actions: { 'comment.flag': { label: 'Comment flagged' } },
  handlers: [`${UID}.import`],
  start({ writes, requests }) {
    writes.watch([UID, 'plugin::comments.remark'], { relations: [] }, () => []);
    requests.onSettled([`${UID}.flag`], () => null);
  },
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'audit-trail-sources-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The service in a Strapi with one plugin beside it, and what it logs and declares. */
function service() {
  const declared = createDeclaredActions(actionChoices());
  const logged: string[] = [];
  const handler = { handler: 'comment.flag', info: { pluginName: 'comments' } };
  const plugins: Record<string, object> = {
    'audit-trail': { service: () => declared },
    comments: { routes: [handler] },
  };
  const strapi = {
    ...{ plugins, admin: {}, apis: {}, plugin: (name: string) => plugins[name] },
    dirs: { dist: { extensions: root } },
    log: { error: (message: string) => logged.push(message) },
    db: { metadata: new Map([[UID, {}]]) },
  };
  const made = createSourcesService({ strapi: strapi as unknown as Core.Strapi });
  return { ...made, declared, logged };
}

const writeSource = (name: string, text: string) => {
  mkdirSync(join(root, 'audit-trail/sources'), { recursive: true });
  writeFileSync(join(root, 'audit-trail/sources', name), text);
};

describe('defineSource()', () => {
  it('gives the source back, and its actions to the choices', () => {
    const { defineSource, start, declared } = service();
    expect(defineSource(COMMENT)).toBe(COMMENT);
    expect(declared.labelOf('comment.flag')).toBe('Comment flagged');
    expect(start().map(({ name }) => name)).toEqual([
      ...builtIn.map(({ name }) => name),
      'comment',
    ]);
  });

  it.each<[string, unknown, string]>([
    ['is none', null, '[audit-trail] A source is not a source'],
    ['lacks a part', { name: 'vote' }, '[audit-trail] The source "vote" declares no actions'],
    ['is there already', COMMENT, '[audit-trail] The source "comment" has a name that another'],
    [
      "has the log's noun",
      { ...COMMENT, name: 'vote', actions: { 'entry.vote': { label: 'Voted' } } },
      '[audit-trail] The source "vote" cannot be taken. The action "entry.vote" cannot be declared',
    ],
    [
      'has an action of another, in the same words',
      { ...COMMENT, name: 'vote' },
      '[audit-trail] The source "vote" declares "comment.flag", as the source "comment" does',
    ],
  ])('refuses one that %s, with a sentence that begins with it', (_, source, sentence) => {
    const { defineSource, start } = service();
    defineSource(COMMENT);
    expect(() => defineSource(source as OwnSource)).toThrow(sentence);
    expect(start()).toHaveLength(builtIn.length + 1);
  });

  it('refuses one that comes after the start', () => {
    const { defineSource, start } = service();
    start();
    expect(() => defineSource(COMMENT)).toThrow('The source "comment" comes too late: define it');
  });
});

describe('a source of a file', () => {
  it('is told by the file where it is wrong', () => {
    writeSource('vote.js', 'module.exports = { name: "vote" };');
    const { defineFiles } = service();
    expect(defineFiles).toThrow('It stands in src/extensions/audit-trail/sources/vote.js.');
  });

  it('is told by it where it cannot start', () => {
    writeSource(
      'poll.js',
      `module.exports = {
        name: "poll", actions: { "poll.close": { label: "Poll closed" } },
        start() { throw new Error("not today"); },
      };`
    );
    const { defineFiles, start } = service();
    defineFiles();
    const poll = start().at(-1)!;
    const starting = () => poll.start(fakeHost().ports);
    expect(starting).toThrow('[audit-trail] The source "poll" cannot start. not today');
    expect(starting).toThrow('It stands in src/extensions/audit-trail/sources/poll.js.');
  });
});

it('what sources name and Strapi lacks is found once they started; what is there, is not', () => {
  const { defineSource, start, unknownNames } = service();
  defineSource(COMMENT);
  const made = start();
  expect(unknownNames()).toEqual([]);
  made.at(-1)!.start(fakeHost().ports);
  expect(unknownNames()).toEqual([
    { source: 'comment', kind: 'handler', name: `${UID}.import` },
    { source: 'comment', kind: 'model', name: 'plugin::comments.remark' },
  ]);
});

it('what the own sources of the plugin name is looked for as well', () => {
  const { start, unknownNames } = service();
  for (const source of start()) source.start(fakeHost().ports);
  // This Strapi has no administration.
  expect(unknownNames()).toContainEqual({
    source: 'permission',
    kind: 'handler',
    name: 'admin::role.updatePermissions',
  });
  expect(unknownNames().filter(({ name }) => name.startsWith('plugin::'))).toEqual([]);
});
