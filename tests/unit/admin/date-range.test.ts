import {
  endOfMinute,
  rangeEnd,
  startOfMinute,
} from '../../../admin/src/pages/AuditLogsPage/date-range';

describe('a picked range', () => {
  it('begins with the first instant of its minute', () => {
    const picked = new Date(2026, 2, 10, 14, 5, 31, 7);
    expect(startOfMinute(picked)).toEqual(new Date(2026, 2, 10, 14, 5, 0, 0));
  });

  it('ends with the last instant of its minute', () => {
    const picked = new Date(2026, 2, 10, 14, 5, 0, 0);
    expect(endOfMinute(picked)).toEqual(new Date(2026, 2, 10, 14, 5, 59, 999));
  });

  it('includes the whole of a day picked without a time', () => {
    const picked = new Date(2026, 2, 10, 0, 0);
    expect(rangeEnd(picked, null)).toEqual(new Date(2026, 2, 10, 23, 59, 59, 999));
  });

  it('can end at midnight when that time is picked', () => {
    const picked = new Date(2026, 2, 10, 0, 0);
    expect(rangeEnd(picked, new Date(2026, 2, 10, 23, 59, 59, 999))).toEqual(
      new Date(2026, 2, 10, 0, 0, 59, 999)
    );
  });
});
