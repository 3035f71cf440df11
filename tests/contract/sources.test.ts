import { createRequire } from 'node:module';
import { sources, type Source } from '../../server/src/sources';
import { guardedSource, type OwnSource } from '../../server/src/api/services/own-source';
import { keepsToTheRules } from './source-kit';
import { BORROWED, PROVOCATIONS } from './provocations';

describe.each(sources.map((source): [string, Source] => [source.name, source]))(
  'the source %s',
  (name, source) => keepsToTheRules(source, { table: PROVOCATIONS, borrows: BORROWED[name] })
);

describe('the sources together', () => {
  it('declare no action twice', () => {
    const actions = sources.flatMap((source) => Object.keys(source.actions));
    expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
  });

  it('describe each of their actions, for the table of the README', () => {
    const described = sources.flatMap((source: Source) => Object.entries(source.actions));
    const without = described.filter(([, { description }]) => !description);
    expect(without.map(([action]) => action)).toEqual([]);
  });

  it('have every action of which the table tells', () => {
    const actions = new Set(sources.flatMap((source) => Object.keys(source.actions)));
    expect(Object.keys(PROVOCATIONS).filter((action) => !actions.has(action))).toEqual([]);
  });
});

describe("the guide's source of an application", () => {
  const reports: string[] = [];
  const example = createRequire(__filename)('../../docs/examples/comment.js') as OwnSource;
  keepsToTheRules(guardedSource(example, (message) => reports.push(message)));

  it('has nothing to be reported', () => {
    expect(reports).toEqual([]);
  });
});
