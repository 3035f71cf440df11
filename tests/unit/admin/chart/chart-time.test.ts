import { rangeText, tickText } from '../../../../admin/src/pages/AuditLogsPage/chart/chart-time';

/** The spaces of a formatted range differ from one version of the language data to the next. */
const plain = (text: string) => text.replace(/\s+/g, ' ');
const local = (...parts: [number, number, number, number?, number?]) => {
  const [year, month, day, hour = 0, minute = 0] = parts;
  return new Date(year, month - 1, day, hour, minute);
};
const range = (locale: string, from: Date, to: Date) =>
  plain(rangeText(locale, { from: from.toISOString(), to: to.toISOString() }));

describe('the range of a bar', () => {
  it('is one day from midnight to midnight', () => {
    expect(range('en', local(2025, 6, 1), local(2025, 6, 2))).toBe('Jun 1, 2025');
    expect(range('de', local(2025, 6, 1), local(2025, 6, 2))).toBe('01.06.2025');
  });

  it('names its first and its last day, which is inside', () => {
    expect(range('en', local(2025, 6, 2), local(2025, 6, 9))).toBe('Jun 2 – 8, 2025');
  });

  it('tells minutes and the zone where it does not begin and end with days', () => {
    const text = range('en', local(2025, 6, 1, 10), local(2025, 6, 1, 11, 30));
    expect(text).toMatch(/^Jun 1, 2025, 10:00 – 11:30 AM \S+$/);
    expect(range('en', local(2025, 6, 1), local(2025, 6, 1, 3))).toMatch(/^Jun 1, 2025, 12:00/);
  });
});

describe('what stands below the axis', () => {
  it('is a time within a day and the day where one begins', () => {
    expect(plain(tickText('en', local(2025, 6, 1, 15), 'hour'))).toBe('03:00 PM');
    expect(tickText('de', local(2025, 6, 1, 15), 'hour')).toBe('15:00');
    expect(tickText('en', local(2025, 6, 2), 'hour')).toBe('Jun 2');
    expect(tickText('en', local(2025, 6, 2), 'week')).toBe('Jun 2');
  });

  it('is a month or a year where bars are that long', () => {
    expect(tickText('en', local(2025, 6, 1), 'month')).toBe('Jun 2025');
    expect(tickText('en', local(2025, 1, 1), 'decade')).toBe('2025');
  });
});
