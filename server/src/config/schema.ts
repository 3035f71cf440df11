import { z } from '@strapi/utils';
import { ACTOR_TYPES, ORIGINS } from '../contracts';
import { holdProblem } from './hold';
import { scheduleProblem } from './schedule';

/** What the options table and a problem's message need to know about one option. */
export interface OptionText {
  /** Ends the message "<option> must be …". */
  expects: string;
  /** The same for one element of a list, or for the value under one key. */
  expectsEach?: string;
  /** What it does and when to change it. */
  description: string;
}

export const optionTexts = z.registry<OptionText>();

const wholeNumber = (min: number, max: number) => z.int().min(min).max(max);

// Application and plugin types, and components (`category.name`); never Strapi's own admin types,
// whose visible fields are a reviewed list.
const PRIVATE_FIELD = /^(?:(?:api|plugin)::)?[\w-]+\.[\w-]+\.[A-Za-z]\w*$/;

/**
 * Names match as whole words: one without a letter or digit, or with a wildcard, would match
 * nothing.
 */
const KEY_NAME = /^[^*]*[\p{L}\p{N}][^*]*$/u;

/** In the form of the events' actions; `*` matches any characters. */
const ACTION_PATTERN = /^[\w.*-]+$/;

/** In the form that routes name their handlers: `api::order.order.refund`, `plugin::shop.*`. */
const HANDLER_PATTERN = /^(?:(?:api|plugin|admin)::[\w.*-]+|graphql|mcp|\*)$/;

const retention = z.strictObject({
  days: wholeNumber(0, 36_500)
    .default(90)
    .register(optionTexts, {
      expects: 'a whole number of days, 0 or more (at most 36500)',
      description: 'How many days an event is kept. `0` keeps events for ever.',
    }),
  actions: z
    .record(z.string().regex(ACTION_PATTERN), wholeNumber(0, 36_500))
    .default({})
    .register(optionTexts, {
      expects: 'an object of patterns of actions and days, such as { "admin.auth.*": 365 }',
      expectsEach: 'a whole number of days, 0 or more (at most 36500)',
      description:
        'Other days for some actions: `{ "admin.auth.*": 365 }`; `*` stands for any characters, ' +
        '`0` keeps for ever. The pattern with the most characters beside `*` decides, of equals ' +
        'the one that keeps longer.',
    }),
  maxEvents: wholeNumber(0, Number.MAX_SAFE_INTEGER)
    .default(0)
    .register(optionTexts, {
      expects: 'a whole number of events, 0 or more',
      description: 'How many events are kept at most: the newest. `0` sets no limit.',
    }),
  maxSize: wholeNumber(0, 1_000_000_000)
    .default(0)
    .register(optionTexts, {
      expects: 'a whole number of megabytes, 0 or more (at most 1000000000)',
      description:
        'How many megabytes of events (1 MB is 1,000,000 bytes of their text and JSON, indexes not ' +
        'counted) are kept at most: the newest. `0` sets no limit.',
    }),
  hold: z
    .array(
      z.string().superRefine((text, context) => {
        const reason = holdProblem(text);
        if (reason) context.addIssue({ code: 'custom', params: { reason } });
      })
    )
    .default([])
    .register(optionTexts, {
      expects: 'a list of searches',
      expectsEach: 'a search such as "entry:abc123" or "actor:anna after:2026-01-31"',
      description:
        'What no rule removes: events that match any of these searches, written as in the search ' +
        'box. Days begin in UTC.',
    }),
  maxMinutes: wholeNumber(1, 1_440)
    .default(60)
    .register(optionTexts, {
      expects: 'a whole number of minutes from 1 to 1440',
      description: 'How long one run may take; the next one goes on where it stopped.',
    }),
  dryRun: z
    .boolean()
    .default(false)
    .register(optionTexts, {
      expects: 'true or false',
      description: 'Count and record what would be removed, and remove nothing.',
    }),
  schedule: z
    .string()
    .refine((expression) => scheduleProblem(expression) === null)
    .default('0 3 * * *')
    .register(optionTexts, {
      expects: 'a cron expression that comes round, such as "0 3 * * *"',
      description:
        'When events past their retention are removed: a cron expression in the ' +
        "server's own time zone. Choose a quiet hour.",
    }),
  archive: z
    .union([
      z.literal(false),
      z.strictObject({ folder: z.string().regex(/\S/, { abort: true }) }),
      z.strictObject({ provider: z.literal('upload') }),
    ])
    .default(false)
    .register(optionTexts, {
      expects: 'false, { folder: "…" } or { provider: "upload" }',
      description:
        'Where events are kept as files before they are removed: `{ folder }` is a path, relative to ' +
        "the application's root; `{ provider: 'upload' }` the upload provider, if it is private. " +
        'See [Archive](#archive).',
    }),
});

const redaction = z.strictObject({
  keys: z
    .array(z.string().regex(KEY_NAME))
    .default([])
    .register(optionTexts, {
      expects: 'a list of key names',
      expectsEach: 'a key name such as "iban", without wildcards',
      description:
        'Further key names whose values are hidden wherever they stand. Passwords, tokens and ' +
        'private fields are hidden without being named.',
    }),
  reveal: z
    .array(z.string().regex(PRIVATE_FIELD))
    .default([])
    .register(optionTexts, {
      expects: 'a list of private fields',
      expectsEach: 'a uid and a field, such as "api::article.article.internalNote"',
      description:
        "Private fields of the application's, other plugins' and component types to show all " +
        'the same, each as `uid.field`. Passwords and tokens stay hidden.',
    }),
});

const requests = z.strictObject({
  bodies: z
    .boolean()
    .default(true)
    .register(optionTexts, {
      expects: 'true or false',
      description:
        'Keep the request and response body of each recorded request, with secrets hidden.',
    }),
  repeatedResponses: z
    .boolean()
    .default(false)
    .register(optionTexts, {
      expects: 'true or false',
      description:
        'Keep the response body as well where it only repeats what the events of the request show: the ' +
        'entry that was created, changed or deleted.',
    }),
  maxBytes: wholeNumber(256, 1_048_576)
    .default(8_192)
    .register(optionTexts, {
      expects: 'a whole number of bytes from 256 to 1048576',
      description: 'How much of each body is kept; what is longer is cut.',
    }),
  reveal: z
    .array(z.string().regex(HANDLER_PATTERN))
    .default([])
    .register(optionTexts, {
      expects: 'a list of handlers',
      expectsEach: 'a handler such as "api::order.order.refund"',
      description:
        'Handlers of routes, `*` for any characters, whose bodies keep values under keys that no ' +
        'schema knows, unless a name or its value looks like a secret: `api::order.order.refund`, ' +
        '`api::order.*`, `graphql`, `mcp`. Of other routes, such keys keep their name and type. ' +
        'Passwords, tokens and private fields stay hidden.',
    }),
});

const pattern = (example: string) => `a pattern such as "${example}"`;
const words = (list: readonly string[]) => list.map((word) => `"${word}"`).join(', ');

const ruleLists = (verb: string, otherwise: string) =>
  z
    .strictObject({
      actions: z
        .array(z.string().regex(ACTION_PATTERN))
        .default([])
        .register(optionTexts, {
          expects: 'a list of patterns of actions',
          expectsEach: pattern('entry.*'),
          description: `${verb} events with these actions; \`*\` stands for any characters. ${otherwise}`,
        }),
      contentTypes: z
        .array(z.string().regex(/^[\w:.*-]+$/))
        .default([])
        .register(optionTexts, {
          expects: 'a list of patterns of uids',
          expectsEach: pattern('api::*'),
          description:
            `${verb} events on these types, by uid; \`*\` stands for any characters. ` +
            'Events without a type are not meant.',
        }),
      origins: z
        .array(z.enum(ORIGINS))
        .default([])
        .register(optionTexts, {
          expects: 'a list of origins',
          expectsEach: `one of ${words(ORIGINS)}`,
          description: `${verb} events that came in this way.`,
        }),
      actors: z
        .array(z.enum(ACTOR_TYPES))
        .default([])
        .register(optionTexts, {
          expects: 'a list of kinds of actors',
          expectsEach: `one of ${words(ACTOR_TYPES)}`,
          description: `${verb} events of these kinds of actors.`,
        }),
    })
    .prefault({});

const record = z.strictObject({
  reads: z
    .boolean()
    .default(false)
    .register(optionTexts, {
      expects: 'true or false',
      description:
        'Record who opens the details of which event. For logs that are themselves confidential; ' +
        'lists and searches leave nothing either way.',
    }),
  include: ruleLists('Record only', 'An empty list means all.'),
  exclude: ruleLists('Do not record', 'What is excluded is not even read.'),
});

const privacy = z.strictObject({
  ip: z
    .enum(['full', 'truncated', 'none'])
    .default('full')
    .register(optionTexts, {
      expects: '"full", "truncated" or "none"',
      description:
        'How much of an IP address is kept: all of it, its network (IPv4 /24, IPv6 /48), or nothing.',
    }),
});

/** Every option of the plugin, with its default. Unknown keys are problems. */
export const configSchema = z.strictObject({
  retention: retention.prefault({}),
  onFailure: z
    .enum(['block', 'continue'])
    .default('block')
    .register(optionTexts, {
      expects: '"block" or "continue"',
      description:
        'What happens when an event cannot be written: `block` refuses the change, so that nothing ' +
        'goes unrecorded; `continue` lets it through, logs it and counts the lost event.',
    }),
  record: record.prefault({}),
  redaction: redaction.prefault({}),
  privacy: privacy.prefault({}),
  requests: requests.prefault({}),
  maxEventBytes: wholeNumber(4_096, 1_048_576)
    .default(65_536)
    .register(optionTexts, {
      expects: 'a whole number of bytes from 4096 to 1048576',
      description:
        'How large one event may be; longer values are cut, with their fingerprint kept.',
    }),
});

/** What `config/plugins` may contain. */
export type AuditTrailOptions = z.input<typeof configSchema>;

/** Every option with its value. */
export type AuditTrailConfig = z.output<typeof configSchema>;
