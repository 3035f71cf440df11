import { createDeclaredActions } from '../../../../server/src/recorder/declared-actions';

const BUILT_IN = [{ action: 'entry.create', group: 'entry', label: 'Entry created' }];
const REFUND = { 'order.refund': { label: 'Order refunded' } };

describe('actions of an application', () => {
  it('stand among the choices with their label', () => {
    const actions = createDeclaredActions(BUILT_IN);
    actions.declare({ ...REFUND, 'newsletter.issue.send': { label: 'Newsletter sent' } });
    expect(actions.choices()).toEqual([
      ...BUILT_IN,
      { action: 'order.refund', group: 'order', label: 'Order refunded' },
      { action: 'newsletter.issue.send', group: 'newsletter', label: 'Newsletter sent' },
    ]);
  });

  it('have a label, which others have not', () => {
    const actions = createDeclaredActions(BUILT_IN);
    actions.declare(REFUND);
    expect(['order.refund', 'order.ship', 'entry.create'].map(actions.labelOf)).toEqual([
      'Order refunded',
      null,
      null,
    ]);
  });

  it('may be declared again in the same words', () => {
    const actions = createDeclaredActions(BUILT_IN);
    actions.declare(REFUND);
    actions.declare(REFUND);
    expect(actions.choices()).toHaveLength(2);
  });

  it.each<[string, object, string]>([
    ['without a verb', { order: { label: 'x' } }, 'name it by a noun and a verb'],
    ['in capitals', { 'Order.refund': { label: 'x' } }, 'name it by a noun and a verb'],
    ['too long', { [`order.${'x'.repeat(60)}`]: { label: 'x' } }, 'at most 64 characters'],
    ['of the log itself', { 'entry.refund': { label: 'x' } }, 'choose another noun'],
    ['without a label', { 'order.refund': {} }, 'needs a label'],
    ['with an empty label', { 'order.refund': { label: ' ' } }, 'needs a label'],
    ['that are nothing', { 'order.refund': null }, 'needs a label'],
  ])('are refused with a sentence when %s, and none of the call is taken', (_, wrong, sentence) => {
    const actions = createDeclaredActions(BUILT_IN);
    const declare = () =>
      actions.declare({ 'order.ship': { label: 'Order shipped' }, ...wrong } as never);
    expect(declare).toThrow(sentence);
    expect(actions.choices()).toEqual(BUILT_IN);
  });

  it.each([
    ...[
      'entry',
      'entry.create',
      'ENTRY.anything',
      '.entry.create',
      '-entry.create',
      'еntry.create',
    ],
    ...['entrу.create', 'ｅｎｔｒｙ.create', 'en\u200btry.create', ' entry .create'],
  ])('%j is reserved, with the noun of the log', (action) => {
    expect(createDeclaredActions(BUILT_IN).isReserved(action)).toBe(true);
  });

  it.each(['entries', 'entrys', 'entryx.create', 'order.entry', 'entre', 'входить.entry', ''])(
    '%j is not',
    (action) => {
      expect(createDeclaredActions(BUILT_IN).isReserved(action)).toBe(false);
    }
  );

  it('are refused when somebody calls them otherwise', () => {
    const actions = createDeclaredActions(BUILT_IN);
    actions.declare(REFUND);
    const declare = () => actions.declare({ 'order.refund': { label: 'Money back' } });
    expect(declare).toThrow('declared twice, as "Order refunded" and as "Money back"');
  });
});
