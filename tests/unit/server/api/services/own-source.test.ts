import {
  guardedSource,
  problemOfSource,
  type OwnSource,
} from '../../../../../server/src/api/services/own-source';
import type { OwnSourcePorts } from '../../../../../server/src/api/services/own-ports';
import { describedSafely, bulkDescribedSafely } from '../../../../../server/src/record/placeholder';
import { createWanted } from '../../../../../server/src/record/filter';
import { resolveConfig } from '../../../../../server/src/config';
import { fakeHost, rowChange } from '../../../../helpers/sources/fake-host';

const UID = 'plugin::comments.comment';
const FLAG = `${UID}.flag`;
const COMMENT: OwnSource = {
  name: 'comment',
  actions: {
    'comment.create': { label: 'Comment created' },
    'comment.update': { label: 'Comment updated' },
  },
  start: () => undefined,
};
const WEBHOOK = { name: 'webhook', actions: { 'webhook.create': { label: 'Webhook created' } } };

describe('a source of other code', () => {
  it('may be one', () => {
    expect(problemOfSource(COMMENT, [WEBHOOK])).toBeNull();
    expect(problemOfSource({ ...COMMENT, handlers: [FLAG] }, [WEBHOOK])).toBeNull();
  });

  it.each<[string, unknown, string]>([
    ['that is nothing', null, 'is not a source: export { name, actions, start }.'],
    ['that was not exported', undefined, 'is not a source: export { name, actions, start }.'],
    ['that is a function', () => undefined, 'is not a source: export { name, actions, start }.'],
    ['of an empty module', {}, 'has no name: give it a noun in small letters, such as "comment".'],
    ['in capitals', { ...COMMENT, name: 'Comment' }, 'has no name'],
    ['with a name of another', { ...COMMENT, name: 'webhook' }, 'choose another noun.'],
    ['without actions', { ...COMMENT, actions: undefined }, 'declares no actions: name what'],
    ['with no actions', { ...COMMENT, actions: {} }, 'declares no actions: name what'],
    [
      'with an action of another',
      { ...COMMENT, actions: WEBHOOK.actions },
      'declares "webhook.create", as the source "webhook" does: leave it to one of them.',
    ],
    ['with handlers that are none', { ...COMMENT, handlers: FLAG }, 'are not a list of names'],
    ['without a start', { ...COMMENT, start: undefined }, 'has no start(): register there what'],
  ])('%s is refused with a sentence', (_, source, sentence) => {
    expect(problemOfSource(source, [WEBHOOK])).toContain(sentence);
  });
});

/** Starts a source whose `start` is this; what it listens to, and what was reported. */
function started(start: (ports: OwnSourcePorts) => unknown) {
  const reports: string[] = [];
  const { ports, heard } = fakeHost();
  guardedSource({ ...COMMENT, start: start as OwnSource['start'] }, (message) =>
    reports.push(message)
  ).start(ports);
  return { heard, reports };
}

/** Starts a source that describes the rows of comments like this. */
function watching(describe: Parameters<OwnSourcePorts['writes']['watch']>[2]) {
  const { heard, reports } = started(({ writes }) => {
    writes.watch([UID], { relations: [] }, describe);
  });
  return { watch: { ...heard.watches[0]!, actions: Object.keys(COMMENT.actions) }, reports };
}

const made = rowChange({ uid: UID, name: 'Nice', after: { id: 7, text: 'Nice', documentId: 'k' } });
const saved = rowChange({ uid: UID, before: { id: 7 }, after: { id: 7 } });

describe('the start of a source', () => {
  const nothing = () => [];
  it.each<[string, (ports: OwnSourcePorts) => unknown, string]>([
    [
      'watches without a list',
      ({ writes }) => writes.watch(UID as never, { relations: [] }, nothing),
      'needs a list of uids',
    ],
    [
      'watches by a rule',
      ({ writes }) => writes.watch((() => true) as never, { relations: [] }, nothing),
      'needs a list of uids',
    ],
    [
      'names no relations',
      ({ writes }) => writes.watch([UID], {} as never, nothing),
      'needs the relations',
    ],
    [
      'leaves the options out',
      ({ writes }) => writes.watch([UID], nothing as never, undefined as never),
      'needs the relations',
    ],
    [
      'ignores what is no name',
      ({ writes }) => writes.watch([UID], { relations: [], ignore: [7 as never] }, nothing),
      '"ignore" and "types" are lists of names',
    ],
    [
      'describes nothing',
      ({ writes }) => writes.watch([UID], { relations: [] }, undefined as never),
      'needs a function last',
    ],
    [
      'listens to one handler',
      ({ requests }) => requests.onSettled(FLAG as never, () => null),
      'needs a list of handlers',
    ],
    [
      'describes no request',
      ({ requests }) => requests.onSettled([FLAG], undefined as never),
      'a function that describes the request',
    ],
    ['listens to one event', ({ hub }) => hub.on('x' as never, () => null), 'a list of events'],
    [
      'describes no event',
      ({ hub }) => hub.on(['x'], undefined as never),
      'a function that describes the event',
    ],
    ['takes its time', () => Promise.resolve(), 'start() must not be async'],
  ])('is refused where it %s', (_, start, sentence) => {
    expect(() => started(start)).toThrow(sentence);
  });

  it('is over when it returns: a model could be watched twice afterwards', () => {
    let late!: OwnSourcePorts['writes'];
    started(({ writes }) => (late = writes) && undefined);
    expect(() => late.watch([UID], { relations: [] }, nothing)).toThrow('It is too late');
  });
});

describe('what a source describes', () => {
  it('is told with its verb and resource, and never of a save that changed nothing', async () => {
    const seen: unknown[] = [];
    const { watch } = watching((changes) => {
      seen.push(...changes.map(({ verb, resource }) => ({ verb, resource })));
      return [];
    });
    const gone = rowChange({ uid: UID, before: { id: 7, publishedAt: 1 }, draftAndPublish: true });
    await watch.describe([made, saved, gone]);
    const resource = { type: UID, id: '7', documentId: null, locale: null };
    expect(seen).toEqual([
      { verb: 'create', resource: { ...resource, documentId: 'k', status: null, name: 'Nice' } },
      { verb: 'delete', resource: { ...resource, status: 'published', name: null } },
    ]);
  });

  it('may say nothing that was not declared: the bare row change is left', async () => {
    const { watch, reports } = watching(() => [{ action: 'entry.create' }]);
    const captures = await describedSafely(watch, [made]);
    expect(captures).toEqual([
      {
        action: 'entry.create',
        standsFor: ['comment.create', 'comment.update'],
        ...{ resource: { type: UID, id: '7', name: 'Nice' }, changes: made.changes },
      },
    ]);
    expect(reports).toEqual([
      'The source "comment": "entry.create" is not one of its actions. Declare it in "actions".',
    ]);
  });

  it('keeps what it says of time and actor as a claim', async () => {
    const { watch, reports } = watching(() => [
      {
        action: 'comment.create',
        occurredAt: new Date(0),
        actor: { type: 'system', name: 'Importer' },
      },
    ]);
    const claims = {
      occurredAt: '1970-01-01T00:00:00.000Z',
      actor: { type: 'system', name: 'Importer' },
    };
    expect(await watch.describe([made])).toEqual([
      {
        action: 'comment.create',
        payload: { claimed: claims },
        tags: ['claimed:occurredAt', 'claimed:actor'],
      },
    ]);
    expect(reports).toEqual([]);
  });

  it('is stored without a field that is wrong, which is reported', async () => {
    const { watch, reports } = watching(() => [{ action: 'comment.create', tags: 7 as never }]);
    expect(await watch.describe([made])).toMatchObject([{ action: 'comment.create' }]);
    expect(reports).toEqual([
      'The source "comment": tags must be a list of tags. comment.create is stored without it.',
    ]);
  });

  it('leaves the bare row change where it throws, and is reported once, with its place', async () => {
    const { watch, reports } = watching((changes) => {
      throw new TypeError(`cannot say "${changes[0]!.name}"`);
    });
    for (const change of [made, made]) {
      const [capture] = await describedSafely(watch, [change]);
      expect(capture).toMatchObject({ action: 'entry.create', resource: { type: UID, id: '7' } });
    }
    expect(reports).toEqual([
      expect.stringMatching(
        /^The source "comment": TypeError at own-source\.test\.ts:\d+:\d+: cannot say …$/
      ),
    ]);
  });

  it('is reported no more once so many messages were told', async () => {
    let count = 0;
    const { watch, reports } = watching(() => {
      throw new Error(`number ${(count += 1)}`);
    });
    for (let round = 0; round < 300; round += 1) await describedSafely(watch, [made]);
    expect(reports).toHaveLength(200);
  });

  it.each<[string, () => unknown, string]>([
    ['is no list', () => ({ action: 'comment.create' }), 'must describe changes by a list of'],
    ['is nothing', () => undefined, 'must describe changes by a list of'],
    ['holds nothing', () => [null], '"unknown" is not one of its actions'],
    ['comes late and wrong', () => Promise.resolve([{}]), '"unknown" is not one of its actions'],
    ['comes never', () => Promise.reject(new Error('too late')), 'too late'],
    [
      'is no error that is thrown',
      () => {
        throw 'x' as unknown;
      },
      'It threw something that is not an Error.',
    ],
  ])('leaves the bare row change where it %s, and says so', async (_, describe, sentence) => {
    const { watch, reports } = watching(describe as never);
    expect(await describedSafely(watch, [made])).toMatchObject([{ action: 'entry.create' }]);
    expect(reports).toEqual([expect.stringContaining(sentence)]);
  });

  it('of one statement on many rows is a bare fact, unless it describes that too', () => {
    const change = { uid: UID, verb: 'delete', count: 5000, filter: null, changes: [] } as const;
    const describeWith = (describeBulk?: () => never[]) => {
      const { heard, reports } = started(({ writes }) =>
        writes.watch([UID], { relations: [], describeBulk }, () => [])
      );
      const watch = { ...heard.watches[0]!.options, actions: ['comment.delete'] };
      return { captures: bulkDescribedSafely(watch, { ...change, changes: [] }), reports };
    };
    const bare = { action: 'entry.bulk-delete', payload: { count: 5000, filter: null } };
    expect(describeWith().captures).toMatchObject([bare]);
    const failing = describeWith(() => {
      throw new Error('x');
    });
    expect(failing.captures).toMatchObject([bare]);
    expect(failing.reports).toHaveLength(1);
    expect(describeWith(() => []).captures).toEqual([]);
  });

  it('of a request or an event of the hub is held to the same', async () => {
    const captures = [{ action: 'comment.create' }, { action: 'role.delete' }, null];
    const { heard, reports } = started(({ requests, hub }) => {
      for (const capture of captures) {
        requests.onSettled([FLAG], () => capture);
        hub.on(['comment.flag'], () => capture);
      }
    });
    const signal = {
      ...{ handler: FLAG, status: 200, params: {}, body: null, answer: null },
      errorMessage: null,
      recorded: [],
    };
    const told = heard.settled.map(({ describe }) => describe(signal));
    const [kept, other, none] = told as [unknown, unknown, unknown];
    expect(await kept).toEqual({ action: 'comment.create' });
    await expect(other).rejects.toThrow('"role.delete" is not one of its actions');
    expect(await none).toBeNull();
    expect(heard.hub[0]!.describe('comment.flag', {})).toEqual({ action: 'comment.create' });
    expect(() => heard.hub[1]!.describe('comment.flag', {})).toThrow('is not one of its actions');
    expect(reports).toHaveLength(1);
  });
});

describe('a bare change of a source', () => {
  const wantedBy = (record: object) =>
    createWanted(resolveConfig({ record }).record, () => ({
      ...{ actor: { type: 'system', id: null, name: null, email: null }, origin: 'code' },
    }));

  it('is wanted where one of its actions is, and only there', async () => {
    const { watch } = watching(() => {
      throw new Error('x');
    });
    const [bare] = await describedSafely(watch, [made]);
    const isWanted = (record: object) => wantedBy(record).wantedOf([bare!]).size === 1;
    expect(isWanted({ include: { actions: ['comment.*'] } })).toBe(true);
    expect(isWanted({ exclude: { actions: ['entry.*'] } })).toBe(true);
    expect(isWanted({ exclude: { actions: ['comment.*'] } })).toBe(false);
    expect(isWanted({ exclude: { contentTypes: [UID] } })).toBe(false);
  });
});
