import { createDeclaredActions } from '../../../../server/src/record/declared-actions';

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

describe('words of an action', () => {
  const FLAG = {
    label: 'Comment flagged',
    sentence: '{actor} flagged {resource}',
    translations: { de: { label: 'Kommentar gemeldet' }, fr: { sentence: "{actor} l'a fait" } },
  };
  const wordsOf = (actions: ReturnType<typeof createDeclaredActions>) =>
    actions.choices().find(({ action }) => action === 'comment.flag');

  it('stand among the choices, and nothing else of what was declared', () => {
    const actions = createDeclaredActions(BUILT_IN);
    actions.declare({ 'comment.flag': { ...FLAG, description: 'Somebody minds it.' } as never });
    expect(wordsOf(actions)).toEqual({ action: 'comment.flag', group: 'comment', ...FLAG });
  });

  it('may come of two places, whichever is first: a source, and code that records the action', () => {
    const label = { 'comment.flag': { label: FLAG.label } };
    for (const order of [
      [{ 'comment.flag': FLAG }, label],
      [label, { 'comment.flag': FLAG }],
    ]) {
      const actions = createDeclaredActions(BUILT_IN);
      for (const one of order) actions.declare(one);
      expect(wordsOf(actions)).toMatchObject(FLAG);
    }
  });

  it('add up to the languages of both places', () => {
    const actions = createDeclaredActions(BUILT_IN);
    const { label } = FLAG;
    actions.declare({ 'comment.flag': { label, translations: { de: { label: 'Gemeldet' } } } });
    actions.declare({ 'comment.flag': { label, translations: { nl: { label: 'Gemeld' } } } });
    expect(wordsOf(actions)?.translations).toEqual({
      de: { label: 'Gemeldet' },
      nl: { label: 'Gemeld' },
    });
  });

  it.each<[string, object, string]>([
    ['a sentence that is no text', { sentence: 7 }, 'has a sentence that is not a text'],
    ['an empty sentence', { sentence: ' ' }, 'has a sentence that is not a text'],
    ['translations that are a text', { translations: 'de' }, 'translations that are not an object'],
    [
      'translations that are nothing',
      { translations: null },
      'translations that are not an object',
    ],
    ['a language of a text', { translations: { de: 'x' } }, 'words for "de" that are not valid'],
    ['a language of nothing', { translations: { de: null } }, 'words for "de" that are not valid'],
    ['an empty language', { translations: { de: {} } }, 'words for "de" that are not valid'],
    [
      'a misspelt word',
      { translations: { de: { lable: 'x' } } },
      'words for "de" that are not valid',
    ],
    [
      'an empty label',
      { translations: { de: { label: '' } } },
      'words for "de" that are not valid',
    ],
    [
      'a value that nobody gives',
      { sentence: '{who} flagged {resource}' },
      'has a sentence with {who}: it may hold {actor} and {resource}.',
    ],
    ['a brace too many', { sentence: '{actor} flagged {resource' }, 'has a sentence with {:'],
    [
      'such a value in a translation',
      { translations: { de: { sentence: '{wer} meldet {resource}' } } },
      'has a sentence for "de" with {wer}',
    ],
  ])('are refused with %s', (_, words, sentence) => {
    const actions = createDeclaredActions(BUILT_IN);
    const declare = () =>
      actions.declare({ 'comment.flag': { label: 'Flagged', ...words } as never });
    expect(declare).toThrow('The action "comment.flag" has ');
    expect(declare).toThrow(sentence);
    expect(actions.choices()).toEqual(BUILT_IN);
  });

  it('are refused when somebody tells them otherwise', () => {
    const actions = createDeclaredActions(BUILT_IN);
    actions.declare({ 'comment.flag': FLAG });
    const declare = () =>
      actions.declare({ 'comment.flag': { ...FLAG, sentence: '{actor} minds {resource}' } });
    expect(declare).toThrow('as "{actor} flagged {resource}" and as "{actor} minds {resource}"');
  });
});
