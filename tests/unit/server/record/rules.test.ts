import { resolveConfig } from '../../../../server/src/config';
import { createRules, type Subject } from '../../../../server/src/record/rules';

const rulesOf = (record: object) => createRules(resolveConfig({ record }).record);

const UPDATE: Subject = {
  action: 'entry.update',
  contentType: 'api::article.article',
  origin: 'admin-panel',
  actor: 'admin-user',
};

describe('what to record', () => {
  it('is everything unless the configuration says otherwise', () => {
    expect(rulesOf({}).allows(UPDATE)).toBe(true);
  });

  it.each<[string, object, boolean]>([
    ['an action', { exclude: { actions: ['entry.update'] } }, false],
    ['another action', { exclude: { actions: ['entry.create'] } }, true],
    ['a pattern of actions', { exclude: { actions: ['entry.*'] } }, false],
    ['a pattern that only begins alike', { exclude: { actions: ['ent'] } }, true],
    ['an action with another sign for the dot', { exclude: { actions: ['entry-update'] } }, true],
    ['a content type', { exclude: { contentTypes: ['api::article.article'] } }, false],
    ['a pattern of content types', { exclude: { contentTypes: ['api::*'] } }, false],
    ['an origin', { exclude: { origins: ['admin-panel'] } }, false],
    ['another origin', { exclude: { origins: ['cron'] } }, true],
    ['a kind of actor', { exclude: { actors: ['admin-user'] } }, false],
    ['only other actions', { include: { actions: ['media.*'] } }, false],
    ['only this action', { include: { actions: ['media.*', 'entry.*'] } }, true],
    ['only other types', { include: { contentTypes: ['api::author.*'] } }, false],
    ['only other origins', { include: { origins: ['cron'] } }, false],
    ['only this kind of actor', { include: { actors: ['admin-user'] } }, true],
    [
      'what is included and excluded',
      { include: { actions: ['entry.*'] }, exclude: { contentTypes: ['api::*'] } },
      false,
    ],
  ])('with a rule on %s', (_, record, allowed) => {
    expect(rulesOf(record).allows(UPDATE)).toBe(allowed);
  });

  it('is not decided by what an event does not have', () => {
    const rules = rulesOf({ include: { contentTypes: ['api::*'], origins: ['cron'] } });
    expect(rules.allows({ action: 'request.denied', contentType: null })).toBe(true);
  });

  it('is not decided by what is no word', () => {
    const rules = rulesOf({ include: { contentTypes: ['api::*'] } });
    const odd = { contentType: Symbol('x') } as unknown as Subject;
    expect(rules.allows(odd)).toBe(true);
  });

  it('always includes what the log says about itself', () => {
    const rules = rulesOf({
      include: { origins: ['cron'] },
      exclude: { actions: ['*'], actors: ['system'] },
    });
    const stop: Subject = { action: 'audit-log.stop', origin: 'code', actor: 'system' };
    expect(rules.allows(stop)).toBe(true);
    expect(rules.allows(UPDATE)).toBe(false);
  });

  it('may come of several actions as long as one of them is allowed', () => {
    const rules = rulesOf({ exclude: { actions: ['entry.update'] } });
    expect(rules.mayAllow(['entry.create', 'entry.update'], {})).toBe(true);
    expect(rules.mayAllow(['entry.update'], {})).toBe(false);
    expect(rules.mayAllow(['entry.create'], { origin: 'cron' })).toBe(true);
  });
});

describe('a rule that cannot be meant', () => {
  it.each([
    [{ exclude: { origins: ['admin'] } }, 'record.exclude.origins[0] must be one of "admin-panel"'],
    [{ include: { actors: ['user'] } }, 'record.include.actors[0] must be one of "admin-user"'],
    [
      { include: { actions: ['entry update'] } },
      'record.include.actions[0] must be a pattern such as "entry.*"',
    ],
    [
      { exclude: { contentTypes: 'api::*' } },
      'record.exclude.contentTypes must be a list of patterns of uids',
    ],
  ])('is a problem: %j', (record, problem) => {
    expect(() => rulesOf(record)).toThrow(problem);
  });
});
