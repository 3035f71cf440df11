import { inChunks } from '../../../../server/src/journal/chunks';

const rows = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, place) => ({ place, bytes }));
const lengths = (count: number, bytes: number, width: number) =>
  inChunks(rows(count, bytes), width).map((chunk) => chunk.length);

describe('the chunks of an insert', () => {
  it('are one as long as every database takes it whole', () => {
    expect(lengths(500, 100, 30)).toEqual([500]);
  });

  it('are none when there is nothing to insert', () => {
    expect(inChunks([], 30)).toEqual([]);
  });

  it('hold no more rows than SQLite joins in one insert', () => {
    expect(lengths(1_001, 100, 30)).toEqual([500, 500, 1]);
  });

  it('bind no more values than SQLite takes', () => {
    expect(lengths(301, 100, 100)).toEqual([300, 1]);
  });

  it('stay below the size that a small MySQL server refuses', () => {
    expect(lengths(4, 1_200_000, 30)).toEqual([2, 2]);
  });

  it('let a row that is too large alone stand alone', () => {
    expect(lengths(3, 5_000_000, 30)).toEqual([1, 1, 1]);
  });

  it('keep the order of the rows', () => {
    const places = inChunks(rows(1_001, 100), 30).flatMap((chunk) => chunk.map((r) => r.place));
    expect(places).toEqual(rows(1_001, 100).map((row) => row.place));
  });
});
