import { inspect } from 'node:util';
import { config, resolveConfig } from '../../../../server/src/config';
import { SEARCH_KEYS } from '../../../../server/src/contracts';

const problemsOf = (input: unknown): string[] => {
  try {
    config.validator(input);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n- ').slice(1);
  }
};

const ALL_RULES = { actions: [], contentTypes: [], origins: [], actors: [] };

describe('resolveConfig', () => {
  it.each([[undefined], [null], [{}], [{ retention: {}, redaction: {}, requests: {} }]])(
    'gives every default for %j',
    (input) => {
      expect(resolveConfig(input)).toEqual({
        retention: {
          ...{ days: 90, actions: {}, maxEvents: 0, maxSize: 0, hold: [], maxMinutes: 60 },
          dryRun: false,
          schedule: '0 3 * * *',
          archive: false,
        },
        onFailure: 'block',
        record: { reads: false, include: ALL_RULES, exclude: ALL_RULES },
        redaction: { keys: [], reveal: [] },
        privacy: { ip: 'full' },
        requests: { bodies: true, repeatedResponses: false, maxBytes: 8_192, reveal: [] },
        maxEventBytes: 65_536,
      });
    }
  );

  it('takes every option', () => {
    const input = {
      retention: {
        ...{ days: 0, actions: { 'admin.auth.*': 365, '*.delete': 0 }, maxEvents: 1_000_000 },
        maxSize: 500,
        hold: ['entry:abc123', 'actor:anna after:2026-01-01'],
        maxMinutes: 15,
        dryRun: true,
        schedule: '*/5 1 * * MON',
        archive: { folder: '../archive' },
      },
      onFailure: 'continue',
      record: {
        reads: true,
        include: {
          actions: ['entry.*'],
          contentTypes: ['api::*'],
          origins: ['admin-panel'],
          actors: ['admin-user'],
        },
        exclude: ALL_RULES,
      },
      privacy: { ip: 'truncated' },
      redaction: {
        keys: ['iban'],
        reveal: ['api::article.article.internalNote', 'shared.seo.secretNote'],
      },
      requests: {
        bodies: false,
        repeatedResponses: true,
        maxBytes: 1_024,
        reveal: ['api::order.*', 'graphql'],
      },
      maxEventBytes: 100_000,
    };
    expect(resolveConfig(input)).toEqual(input);
    expect(problemsOf(input)).toEqual([]);
  });

  it.each([false, { folder: '/var/archive' }, { provider: 'upload' }])(
    'takes %j for an archive',
    (archive) =>
      expect(resolveConfig({ retention: { archive } }).retention.archive).toEqual(archive)
  );

  it('cannot be changed afterwards', () => {
    const resolved = resolveConfig({ redaction: { keys: ['iban'] } });
    expect(() => {
      (resolved.retention as { days: number }).days = 1;
    }).toThrow(TypeError);
    expect(() => resolved.redaction.keys.push('x')).toThrow(TypeError);
  });

  it("leaves the project's own object as it was", () => {
    const input = { redaction: { keys: ['iban'] } };
    resolveConfig(input);
    input.redaction.keys.push('pin');
    expect(input).toEqual({ redaction: { keys: ['iban', 'pin'] } });
  });
});

describe('what Strapi reads', () => {
  it('has no default of its own, because Strapi merges lists index by index', () => {
    expect(config.default).toEqual({});
  });

  it('throws at once, because Strapi does not await the validator', () => {
    expect(() => config.validator({ retention: { days: -1 } })).toThrow('[audit-trail]');
  });
});

describe('a problem', () => {
  it.each<[string, unknown, string]>([
    [
      'text for days',
      { retention: { days: '90d' } },
      'retention.days must be a whole number of days, 0 or more (at most 36500), got "90d". Left out, retention.days is 90.',
    ],
    [
      'a number as text',
      { retention: { days: '30' } },
      'retention.days must be a whole number of days, 0 or more (at most 36500), got "30". Write the number without quotes, or read it with env.int(). Left out, retention.days is 90.',
    ],
    [
      'negative days',
      { retention: { days: -1 } },
      'retention.days must be a whole number of days, 0 or more (at most 36500), got -1. Left out, retention.days is 90.',
    ],
    [
      'half a day',
      { retention: { days: 0.5 } },
      'retention.days must be a whole number of days, 0 or more (at most 36500), got 0.5. Left out, retention.days is 90.',
    ],
    [
      'a flag as text',
      { requests: { bodies: 'false' } },
      'requests.bodies must be true or false, got "false". Write it without quotes, or read it with env.bool(). Left out, requests.bodies is true.',
    ],
    [
      'a pattern that no action has',
      { retention: { actions: { 'sign in': 7 } } },
      'retention.actions has the key "sign in", which is no pattern of actions. Write letters, digits, ".", "_", "-" and "*", such as "admin.auth.*".',
    ],
    [
      'text for the days of a pattern',
      { retention: { actions: { 'admin.auth.*': '1y' } } },
      'retention.actions["admin.auth.*"] must be a whole number of days, 0 or more (at most 36500), got "1y". Left out, retention.actions is {}.',
    ],
    [
      'negative days of one action',
      { retention: { actions: { login: -1 } } },
      'retention.actions.login must be a whole number of days, 0 or more (at most 36500), got -1. Left out, retention.actions is {}.',
    ],
    [
      'a list of patterns',
      { retention: { actions: ['entry.*'] } },
      `retention.actions must be an object of patterns of actions and days, such as { "admin.auth.*": 365 }, got [ 'entry.*' ]. Left out, retention.actions is {}.`,
    ],
    [
      'half an event',
      { retention: { maxEvents: 0.5 } },
      'retention.maxEvents must be a whole number of events, 0 or more, got 0.5. Left out, retention.maxEvents is 0.',
    ],
    [
      'a size with its unit',
      { retention: { maxSize: '5 GB' } },
      'retention.maxSize must be a whole number of megabytes, 0 or more (at most 1000000000), got "5 GB". Left out, retention.maxSize is 0.',
    ],
    [
      'a hold that is not understood',
      { retention: { hold: ['entry:abc123', 'aktor:anna'] } },
      `retention.hold[1] must be a search such as "entry:abc123" or "actor:anna after:2026-01-31", got "aktor:anna". "aktor:anna" is not understood: before the colon stands one of ${SEARCH_KEYS.join(', ')}. Did you mean actor:anna ? Left out, retention.hold is [].`,
    ],
    [
      'a hold of everything but something',
      { retention: { hold: ['-actor:anna'] } },
      'retention.hold[0] must be a search such as "entry:abc123" or "actor:anna after:2026-01-31", got "-actor:anna". "-actor:anna" leaves something out; say also what to look for, or since when. Did you mean -actor:anna after:7d ? Left out, retention.hold is [].',
    ],
    [
      'a hold of everything',
      { retention: { hold: [' '] } },
      'retention.hold[0] must be a search such as "entry:abc123" or "actor:anna after:2026-01-31", got " ". An empty search would hold every event. Left out, retention.hold is [].',
    ],
    [
      'one hold that is no list',
      { retention: { hold: 'entry:abc123' } },
      'retention.hold must be a list of searches, got "entry:abc123". Left out, retention.hold is [].',
    ],
    [
      'no time at all',
      { retention: { maxMinutes: 0 } },
      'retention.maxMinutes must be a whole number of minutes from 1 to 1440, got 0. Left out, retention.maxMinutes is 60.',
    ],
    [
      'a dry run as text',
      { retention: { dryRun: 'true' } },
      'retention.dryRun must be true or false, got "true". Write it without quotes, or read it with env.bool(). Left out, retention.dryRun is false.',
    ],
    [
      'a schedule of too few fields',
      { retention: { schedule: '0 3 * *' } },
      'retention.schedule must be a cron expression that comes round, such as "0 3 * * *", got "0 3 * *". Left out, retention.schedule is "0 3 * * *".',
    ],
    [
      'a schedule that never comes round',
      { retention: { schedule: '0 0 31 2 *' } },
      'retention.schedule must be a cron expression that comes round, such as "0 3 * * *", got "0 0 31 2 *". Left out, retention.schedule is "0 3 * * *".',
    ],
    [
      'a date for a schedule',
      { retention: { schedule: '2999-01-01T00:00:00' } },
      'retention.schedule must be a cron expression that comes round, such as "0 3 * * *", got "2999-01-01T00:00:00". Left out, retention.schedule is "0 3 * * *".',
    ],
    ...[true, 'logs', {}, { folder: ' ' }, { folder: 1 }, { provider: 'aws-s3' }].map(
      (archive): [string, unknown, string] => [
        'no place for an archive',
        { retention: { archive } },
        `retention.archive must be false, { folder: "…" } or { provider: "upload" }, got ${
          typeof archive === 'object' ? inspect(archive) : JSON.stringify(archive)
        }. Left out, retention.archive is false.`,
      ]
    ),
    [
      'two places for an archive',
      { retention: { archive: { folder: 'logs', provider: 'upload' } } },
      'retention.archive must be false, { folder: "…" } or { provider: "upload" }, got { folder: \'logs\', provider: \'upload\' }. Left out, retention.archive is false.',
    ],
    [
      'an unknown choice',
      { onFailure: 'ignore' },
      'onFailure must be "block" or "continue", got "ignore". Left out, onFailure is "block".',
    ],
    [
      'text for a list',
      { redaction: { keys: 'iban' } },
      'redaction.keys must be a list of key names, got "iban". Left out, redaction.keys is [].',
    ],
    [
      'an empty key name',
      { redaction: { keys: ['iban', ' '] } },
      'redaction.keys[1] must be a key name such as "iban", without wildcards, got " ". Left out, redaction.keys is [].',
    ],
    [
      "a field of Strapi's own types",
      { redaction: { reveal: ['admin::user.password'] } },
      'redaction.reveal[0] must be a uid and a field, such as "api::article.article.internalNote", got "admin::user.password". Left out, redaction.reveal is [].',
    ],
    [
      'a limit that is too small',
      { requests: { maxBytes: 0 } },
      'requests.maxBytes must be a whole number of bytes from 256 to 1048576, got 0. Left out, requests.maxBytes is 8192.',
    ],
    [
      'a handler that is none',
      { requests: { reveal: ['order refund'] } },
      'requests.reveal[0] must be a handler such as "api::order.order.refund", got "order refund". Left out, requests.reveal is [].',
    ],
    [
      'a limit that no database takes',
      { maxEventBytes: 1e9 },
      'maxEventBytes must be a whole number of bytes from 4096 to 1048576, got 1000000000. Left out, maxEventBytes is 65536.',
    ],
    [
      'a number that JSON cannot write',
      { maxEventBytes: 10n },
      'maxEventBytes must be a whole number of bytes from 4096 to 1048576, got 10n. Left out, maxEventBytes is 65536.',
    ],
    [
      'a value where options belong',
      { retention: 30 },
      'retention must be an object of options, got 30. Left out, every default holds.',
    ],
    [
      'a list for everything',
      [],
      'The configuration must be an object of options, got []. Left out, every default holds.',
    ],
    [
      'a misspelt option',
      { onFailures: 'block' },
      'onFailures is not an option. Did you mean onFailure?',
    ],
    [
      'a misspelt option of a group',
      { retention: { day: 3 } },
      'retention.day is not an option. Did you mean retention.days?',
    ],
    [
      'an option without its group',
      { retentionDays: 30 },
      'retentionDays is not an option. Did you mean retention.days?',
    ],
    [
      'an option outside its group',
      { schedule: '@daily' },
      'schedule is not an option. Did you mean retention.schedule?',
    ],
    [
      'an option of another plugin',
      { deletion: { enabled: true } },
      'deletion is not an option. The options are retention.days, retention.actions, retention.maxEvents, retention.maxSize, retention.hold, retention.maxMinutes, retention.dryRun, retention.schedule, retention.archive, onFailure, record.reads, record.include.actions, record.include.contentTypes, record.include.origins, record.include.actors, record.exclude.actions, record.exclude.contentTypes, record.exclude.origins, record.exclude.actors, redaction.keys, redaction.reveal, privacy.ip, requests.bodies, requests.repeatedResponses, requests.maxBytes, requests.reveal, maxEventBytes.',
    ],
  ])('with %s names the option, what was got and the mend', (_, input, sentence) => {
    expect(problemsOf(input)).toEqual([sentence]);
  });

  it('does not hide the others', () => {
    const input = { retention: { days: -1, dayz: 1 }, onFailure: 1, extra: true };
    expect(problemsOf(input).map((sentence) => sentence.split(' ')[0])).toEqual(
      expect.arrayContaining(['retention.days', 'retention.dayz', 'onFailure', 'extra'])
    );
    expect(problemsOf(input)).toHaveLength(4);
  });
});
