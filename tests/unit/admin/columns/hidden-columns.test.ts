import {
  formatHidden,
  parseHidden,
  withToggled,
  type Column,
} from '../../../../admin/src/pages/AuditLogsPage/columns/hidden-columns';

const hidden = (...columns: Column[]) => new Set(columns);

describe('the hidden columns that a browser kept', () => {
  it('are those that were hidden', () => {
    expect(parseHidden(formatHidden(hidden('outcome', 'date')))).toEqual(hidden('date', 'outcome'));
  });

  it('are none where nothing was kept', () => {
    expect(parseHidden(null)).toEqual(hidden());
  });

  it.each(['', '{', 'null', '"date"', '{"date":true}', '7', '[1,null,{}]', '["__proto__"]'])(
    'are none where %j was kept',
    (stored) => expect(parseHidden(stored)).toEqual(hidden())
  );

  it('are never the sentence, and none that does not exist', () => {
    expect(parseHidden('["activity","ip","colour","ip"]')).toEqual(hidden('ip'));
  });
});

describe('a column that is toggled', () => {
  it('is hidden, and shown again', () => {
    const once = withToggled(hidden('ip'), 'date');
    expect(once).toEqual(hidden('ip', 'date'));
    expect(withToggled(once, 'date')).toEqual(hidden('ip'));
  });

  it('leaves what was as it was', () => {
    const before = hidden('ip');
    withToggled(before, 'ip');
    expect(before).toEqual(hidden('ip'));
  });
});
