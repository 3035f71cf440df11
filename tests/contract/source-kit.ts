import type { Capture } from '../../server/src/event';
import type { Source } from '../../server/src/sources';
import { fakeHost } from '../helpers/sources/fake-host';
import {
  otherSignals,
  provoked,
  rowSignals,
  type Provocation,
  type Signal,
} from '../helpers/sources/signals';

export interface KitOptions {
  /** What provokes those of its actions that need special rows or requests, by action. */
  table?: Readonly<Record<string, Provocation>>;
  /** Actions of other sources that it says too. */
  borrows?: readonly string[];
}

/** A signal, and what came of it. */
interface Told {
  name: string;
  ofRows: boolean;
  captures: Capture[];
  error?: unknown;
}

const ACTION = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+$/;
/** `strapi::webhook`, `plugin::upload.file`, `plugin::comments.*` */
const MODEL = /^(?:admin|strapi|api|plugin)::(?:[a-z0-9-]+\.)?(?:[a-z0-9-]+|\*)$/;
/** `admin::user.create`, `plugin::i18n.locales.*` */
const HANDLER = /^(?:admin::[a-z0-9-]+|(?:api|plugin)::[a-z0-9-]+\.[a-z0-9-]+)\.(?:[a-zA-Z-]+|\*)$/;
/** Whoever is asked for is there: what a source tells of its own rows must not need him. */
const ACCOUNT = { id: 3, firstname: 'Ada', email: 'ada@example.com', name: 'Ada' };

async function told(signals: readonly Signal[]): Promise<Told[]> {
  const answers: Told[] = [];
  for (const { name, ofRows, tell } of signals) {
    try {
      const given = (await tell()) as Capture | Capture[] | null | undefined;
      answers.push({ name, ofRows, captures: [given ?? []].flat() });
    } catch (error) {
      answers.push({ name, ofRows, captures: [], error });
    }
  }
  return answers;
}

/** What it said; a bare change that was nobody's to describe is not its own word. */
const actionsIn = (answers: readonly Told[]): Set<string> =>
  new Set(
    answers.flatMap(({ captures }) =>
      captures.filter(({ standsFor }) => !standsFor).map(({ action }) => action)
    )
  );

/**
 * Registers the tests of what every source keeps to, the plugin's own and those of applications; give
 * one of these as `guardedSource` makes it.
 */
export function keepsToTheRules(source: Source, options: KitOptions = {}): void {
  const { table = {}, borrows = [] } = options;
  const declared = Object.keys(source.actions);
  const inTable = declared.filter((action) => Object.hasOwn(table, action));
  const { ports, heard } = fakeHost({ find: () => Promise.resolve(ACCOUNT) });
  source.start(ports);
  let ordinary: Told[];
  let special: Told[];
  let all: Told[];

  beforeAll(async () => {
    const empty = fakeHost();
    source.start(empty.ports);
    ordinary = await told(
      [heard, empty.heard].flatMap((one) => [
        ...rowSignals(source, one),
        ...otherSignals(source, one),
      ])
    );
    special = await told(inTable.flatMap((action) => provoked(heard, table[action]!)));
    all = [...ordinary, ...special];
  });

  it('is called by a noun and its actions by nouns and verbs, each with words for people', () => {
    expect(source.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(declared).not.toEqual([]);
    for (const [action, { label, description, sentence }] of Object.entries(source.actions)) {
      expect([action, action.length <= 64]).toEqual([expect.stringMatching(ACTION), true]);
      expect([action, label]).toEqual([action, expect.stringMatching(/^\p{Lu}.*[^.]$/u)]);
      if (description !== undefined) expect(description).toMatch(/^\p{Lu}.*\.$/u);
      if (sentence !== undefined) expect(sentence).toContain('{actor}');
    }
  });

  it('watches models, and listens to handlers, that could be', () => {
    const models = heard.watches.flatMap(({ models }) => (Array.isArray(models) ? models : []));
    const handlers = heard.settled.flatMap((listener) => listener.handlers);
    for (const model of models as string[]) expect(model).toMatch(MODEL);
    for (const handler of [...handlers, ...(source.handlers ?? [])]) {
      expect(handler).toMatch(HANDLER);
    }
  });

  it('never throws, whatever rows and bodies lack', () => {
    const failures = all.flatMap(({ name, error }) => (error ? [`${name}: ${String(error)}`] : []));
    expect([...new Set(failures)]).toEqual([]);
  });

  it('says nothing that it did not declare', () => {
    const said = [...actionsIn(all)].filter((action) => !borrows.includes(action));
    expect(said.filter((action) => !declared.includes(action))).toEqual([]);
    expect([...borrows].filter((action) => !actionsIn(all).has(action))).toEqual([]);
  });

  it('declares nothing that no signal provokes', () => {
    const direct = inTable.filter((action) => table[action]!.isDirect);
    const reached = new Set([...actionsIn(all), ...direct]);
    expect(declared.filter((action) => !reached.has(action))).toEqual([]);
  });

  it('needs every line of the table', () => {
    const reached = actionsIn(ordinary);
    expect(inTable.filter((action) => reached.has(action))).toEqual([]);
  });

  it('names the type of what it tells of, where rows changed', () => {
    const bare = all.flatMap(({ ofRows, captures }) =>
      captures.filter(({ resource }) => ofRows && !resource?.type)
    );
    expect(bare).toEqual([]);
  });
}
