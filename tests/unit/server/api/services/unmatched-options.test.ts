import fc from 'fast-check';
import { resolveConfig } from '../../../../../server/src/config';
import {
  describeUnmatched,
  recordsNoType,
  unmatchedOptions,
} from '../../../../../server/src/api/services/unmatched-options';

const known = {
  actions: ['entry.create', 'entry.publish', 'admin.auth.success', 'order.refund'],
  contentTypes: ['api::article.article', 'api::author.author', 'admin::user', 'shared.seo'],
  handlers: ['api::order.order.refund', 'api::order.order.find', 'graphql', 'mcp'],
  privateAttributes: ['api::article.article.internalNote', 'shared.seo.secretNote'],
};
const found = (input: object) => unmatchedOptions(resolveConfig(input), known);

describe('values of options that match nothing', () => {
  it('are none where every pattern finds something', () => {
    expect(
      found({
        record: {
          include: { actions: ['entry.*', '*'], contentTypes: ['api::*', 'shared.seo'] },
          exclude: { actions: ['order.refund'], contentTypes: ['admin::user'] },
        },
        retention: {
          actions: { 'admin.auth.*': 365 },
          hold: ['action:entry.publish', 'type:api::article.article', 'actor:anna', 'spring'],
        },
        redaction: { reveal: ['shared.seo.secretNote'] },
        requests: { reveal: ['api::order.*', 'graphql', '*'] },
      })
    ).toEqual([]);
  });

  it.each([
    [{ record: { include: { actions: ['entri.*'] } } }, 'record.include.actions[0]', 'entry.*'],
    [
      { record: { exclude: { actions: ['zzz', 'entry.publsh'] } } },
      'record.exclude.actions[0]',
      null,
    ],
    [
      { record: { include: { contentTypes: ['article'] } } },
      'record.include.contentTypes[0]',
      'api::article.article',
    ],
    [
      { record: { exclude: { contentTypes: ['api::autor.autor'] } } },
      'record.exclude.contentTypes[0]',
      'api::author.author',
    ],
    [
      { requests: { reveal: ['api::order.order.refnud'] } },
      'requests.reveal[0]',
      'api::order.order.refund',
    ],
    [{ retention: { actions: { 'admin.auht.*': 9 } } }, 'retention.actions', 'admin.auth.*'],
    [{ retention: { hold: ['action:order.refnud'] } }, 'retention.hold[0]', 'order.refund'],
    [{ retention: { hold: ['a', 'type:article'] } }, 'retention.hold[1]', 'api::article.article'],
    [
      { redaction: { reveal: ['api::article.article.internalNotes'] } },
      'redaction.reveal[0]',
      'api::article.article.internalNote',
    ],
  ])('are named with the nearest that does: %j', (input, option, nearest) => {
    expect(found(input)[0]).toMatchObject({ option, nearest });
  });

  it('are found wherever they stand among others', () => {
    const nonsense = fc.stringMatching(/^zz[a-z]{8,20}$/);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...known.actions)),
        nonsense,
        fc.nat(),
        (good, bad, at) => {
          const actions = [...good];
          actions.splice(at % (good.length + 1), 0, bad);
          const [only, ...others] = found({ record: { exclude: { actions } } });
          expect(only).toEqual({
            option: `record.exclude.actions[${actions.indexOf(bad)}]`,
            value: bad,
            nearest: null,
          });
          expect(others).toEqual([]);
        }
      )
    );
  });

  it('read as one line each', () => {
    const option = 'record.include.actions[0]';
    expect(describeUnmatched({ option, value: 'entri.*', nearest: 'entry.*' })).toBe(
      'record.include.actions[0] is "entri.*", which matches nothing in this application. ' +
        'Did you mean "entry.*"?'
    );
    expect(describeUnmatched({ option, value: 'zz', nearest: null })).toMatch(
      /matches nothing in this application\. Correct or remove it\.$/
    );
  });
});

describe('a list of content types to record', () => {
  const problem = (contentTypes: string[]) =>
    recordsNoType(resolveConfig({ record: { include: { contentTypes } } }), known.contentTypes);

  it('is refused where it matches no type at all', () => {
    expect(problem(['article', 'api::autor.*'])).toBe(
      '[audit-trail] The plugin would record no content type:\n' +
        '- record.include.contentTypes[0] is "article", which matches nothing in this application. ' +
        'Did you mean "api::article.article"?\n' +
        '- record.include.contentTypes[1] is "api::autor.*", which matches nothing in this ' +
        'application. Did you mean "api::author.author"?'
    );
  });

  it.each([[[]], [['api::*']], [['article', 'api::article.article']]])('may be %j', (patterns) => {
    expect(problem(patterns)).toBeNull();
  });
});
