import { foldFacts, isFact, isSum } from '../../../admin/src/sums';
import { DETAIL_TAG } from '../../../server/src/sources/permission';
import { eventWith } from '../../component/event';

const sum = eventWith({ id: 'sum', action: 'permission.update', operationId: 'one', tags: [] });
const fact = (id: string, operationId: string | null = 'one') =>
  eventWith({ id, action: 'permission.create', operationId, tags: [DETAIL_TAG] });
const other = eventWith({ id: 'other', operationId: 'one' });

const outline = (events: Parameters<typeof foldFacts>[0]) =>
  foldFacts(events).map(({ event, facts }) => [event.id, ...facts.map(({ id }) => id)]);

describe('facts and their sum', () => {
  it('are told by tag and action', () => {
    expect([sum, fact('a'), other].map(isFact)).toEqual([false, true, false]);
    expect([sum, fact('a'), other].map(isSum)).toEqual([true, false, false]);
    expect(isSum({ ...sum, operationId: null })).toBe(false);
  });

  it('stand together, whichever of them comes first', () => {
    expect(outline([sum, fact('b'), other, fact('a')])).toEqual([['sum', 'b', 'a'], ['other']]);
    expect(outline([fact('a'), sum, fact('b')])).toEqual([['sum', 'a', 'b']]);
  });

  it('stay apart from the sums of other operations', () => {
    const second = { ...sum, id: 'second', operationId: 'two' };
    expect(outline([second, fact('c', 'two'), sum, fact('a')])).toEqual([
      ['second', 'c'],
      ['sum', 'a'],
    ]);
  });

  it('stay rows of their own where the sum is on another page', () => {
    expect(outline([fact('a'), fact('b', null), other])).toEqual([['a'], ['b'], ['other']]);
  });
});
