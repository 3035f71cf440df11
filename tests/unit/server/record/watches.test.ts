import type { Database } from '@strapi/database';
import type { WatchedModels } from '../../../../server/src/event';
import { createWatches } from '../../../../server/src/record/watches';

const COMMENT = 'plugin::comments.comment';
const ARTICLE = 'api::article.article';

/** What of the database is asked: which models there are, and their attributes. */
const db = {
  metadata: new Map([COMMENT, ARTICLE].map((uid) => [uid, { attributes: {} }])),
} as unknown as Database;

/** Watches of sources by name, in the order in which they were added. */
function watchesOf(models: Record<string, WatchedModels | WatchedModels[]>, mayCome = true) {
  const watches = createWatches(db, () => mayCome);
  for (const [source, given] of Object.entries(models)) {
    const each = Array.isArray(given) && typeof given[0] !== 'string' ? given : [given];
    for (const one of each as WatchedModels[]) {
      watches.add({ source, actions: [], relations: [], models: one, describe: () => [] });
    }
  }
  return watches;
}

const everything = () => true;

describe('of several watches of a model', () => {
  it.each<[string, Record<string, WatchedModels>, string]>([
    ['a uid wins over a pattern', { all: ['plugin::*'], one: [COMMENT] }, 'one'],
    [
      'a uid wins over a pattern of as many letters',
      { all: [`${COMMENT}*`], one: [COMMENT] },
      'one',
    ],
    ['a uid wins over a rule', { rule: everything, one: [COMMENT] }, 'one'],
    ['a pattern wins over a rule', { rule: everything, all: ['plugin::*'] }, 'all'],
    ['a pattern of no letters wins over a rule', { rule: everything, all: ['*'] }, 'all'],
    [
      'a longer pattern wins over a shorter',
      { long: ['plugin::comments.*'], short: ['plugin::*'] },
      'long',
    ],
    [
      'the longest of its own patterns counts',
      { one: ['*', 'plugin::comments.*'], other: ['plugin::c*'] },
      'one',
    ],
    ['what does not match is nothing', { other: [ARTICLE], rule: everything }, 'rule'],
  ])('%s, whichever was added first', (_, models, winner) => {
    const backwards = Object.fromEntries(Object.entries(models).reverse());
    for (const order of [models, backwards]) {
      const watches = watchesOf(order);
      expect(() => watches.check()).not.toThrow();
      expect(watches.of(COMMENT)?.source).toBe(winner);
    }
  });

  it.each<[string, Record<string, WatchedModels>]>([
    ['by its uid', { one: [COMMENT], other: [COMMENT, ARTICLE] }],
    ['by patterns of as many letters', { one: ['*.comment'], other: ['*comments*'] }],
    ['by rules', { one: everything, other: everything }],
  ])('two that name it equally well, %s, refuse the start', (_, models) => {
    expect(() => watchesOf(models).check()).toThrow(
      /The sources "(one|other)" and "(one|other)" both watch plugin::comments\.comment/
    );
  });

  it('two of one source refuse it too, and the sentence says so', () => {
    expect(() => watchesOf({ one: [[COMMENT], [COMMENT]] }).check()).toThrow(
      `The source "one" watches ${COMMENT} twice`
    );
  });

  it('two that are equal on another model do not, where a third names it exactly', () => {
    const watches = watchesOf({ rule: everything, other: everything, a: [COMMENT], b: [ARTICLE] });
    expect(() => watches.check()).not.toThrow();
    expect([watches.of(COMMENT)?.source, watches.of(ARTICLE)?.source]).toEqual(['a', 'b']);
  });
});

it('a watch of which the configuration wants nothing is none', () => {
  expect(watchesOf({ one: [COMMENT] }, false).of(COMMENT)).toBeUndefined();
});

it('a model that nobody watches has none', () => {
  const watches = watchesOf({ one: [ARTICLE] });
  watches.check();
  expect(watches.of(COMMENT)).toBeUndefined();
});
