import { createBatchSize } from '../../../../../../server/src/upkeep/retention/purge/batch-size';

const rows = (count: number, bytes: number | null = 0) => Array(count).fill({ bytes });

describe('the size of a batch', () => {
  it('on SQLite begins small and comes to 500', () => {
    const size = createBatchSize('sqlite');
    const sizes = Array.from({ length: 6 }, () => {
      const { length } = size.batchOf(rows(1_000));
      size.took(10, length);
      return length;
    });
    expect(sizes).toEqual([100, 150, 225, 338, 500, 500]);
  });

  it('shrinks to what takes 40 ms, and grows back', () => {
    const size = createBatchSize('sqlite');
    size.took(100, 100);
    expect(size.batchOf(rows(1_000))).toHaveLength(40);
    size.took(5, 40);
    expect(size.batchOf(rows(1_000))).toHaveLength(60);
  });

  it('does not grow from batches that were not full', () => {
    const size = createBatchSize('sqlite');
    size.took(1, 3);
    expect(size.batchOf(rows(1_000))).toHaveLength(100);
  });

  it('never shrinks to nothing', () => {
    const size = createBatchSize('sqlite');
    for (let n = 0; n < 20; n += 1) size.took(10_000, 10);
    expect(size.batchOf(rows(1_000))).toHaveLength(10);
  });

  it('has fewer rows of large events on SQLite, at least one', () => {
    const size = createBatchSize('sqlite');
    expect(size.batchOf(rows(1_000, 65_536))).toHaveLength(30);
    expect(size.batchOf(rows(5, 9_000_000))).toHaveLength(1);
    expect(size.batchOf(rows(3, null))).toHaveLength(3);
  });

  it('is 1,000 elsewhere, however long they take and however large they are', () => {
    const size = createBatchSize('postgres');
    size.took(5_000, 1_000);
    expect(size.batchOf(rows(3_000, 65_536))).toHaveLength(1_000);
  });
});
