import { searchJson } from '../../../admin/src/wording/search-json';

const body = {
  data: { title: 'The lighthouse', tags: ['sea', 'Light', 'pier'], views: 12 },
  status: null,
};

describe('searching a JSON tree', () => {
  it('keeps the matching values and the way to them, in whatever case', () => {
    expect(searchJson(body, 'LIGHT')).toEqual({
      value: { data: { title: 'The lighthouse', tags: { 1: 'Light' } } },
      count: 2,
    });
  });

  it('keeps all that stands below a matching key', () => {
    expect(searchJson(body, 'tags')).toEqual({
      value: { data: { tags: ['sea', 'Light', 'pier'] } },
      count: 1,
    });
  });

  it('finds numbers and null by how they are written', () => {
    expect(searchJson(body, '12').value).toEqual({ data: { views: 12 } });
    expect(searchJson(body, 'null').value).toEqual({ status: null });
  });

  it('leaves nothing where nothing matches', () => {
    expect(searchJson(body, 'zebra')).toEqual({ value: undefined, count: 0 });
  });

  it('leaves everything where nothing is searched', () => {
    expect(searchJson(body, ' ').value).toBe(body);
  });
});
