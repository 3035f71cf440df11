import { createBatchSize } from '../../../../../../server/src/upkeep/retention/purge/batch-size';

const rows = (count: number, bytes: number | null = 0) => Array(count).fill({ bytes });

describe('the size of a batch', () => {
  it('on SQLite begins small and comes to 1,000', () => {
    const size = createBatchSize('sqlite', () => 'used');
    const sizes = Array.from({ length: 8 }, () => {
      const { length } = size.batchOf(rows(3_000));
      size.took(10, length);
      return length;
    });
    expect(sizes).toEqual([100, 150, 225, 338, 507, 761, 1_000, 1_000]);
  });

  it('shrinks to what takes 80 ms, and grows back', () => {
    const size = createBatchSize('sqlite', () => 'used');
    size.took(200, 100);
    expect(size.batchOf(rows(1_000))).toHaveLength(40);
    size.took(5, 40);
    expect(size.batchOf(rows(1_000))).toHaveLength(60);
  });

  it('does not grow from batches that were not full', () => {
    const size = createBatchSize('sqlite', () => 'used');
    size.took(1, 3);
    expect(size.batchOf(rows(1_000))).toHaveLength(100);
  });

  it('never shrinks to nothing', () => {
    const size = createBatchSize('sqlite', () => 'used');
    for (let n = 0; n < 20; n += 1) size.took(10_000, 10);
    expect(size.batchOf(rows(1_000))).toHaveLength(10);
  });

  it('has fewer rows of large events on SQLite, at least one', () => {
    const size = createBatchSize('sqlite', () => 'used');
    expect(size.batchOf(rows(1_000, 65_536))).toHaveLength(30);
    expect(size.batchOf(rows(5, 9_000_000))).toHaveLength(1);
    expect(size.batchOf(rows(3, null))).toHaveLength(3);
  });

  it('is 1,000 elsewhere, however long they take and however large they are', () => {
    const size = createBatchSize('postgres', () => 'quiet');
    size.took(5_000, 1_000);
    expect(size.batchOf(rows(3_000, 65_536))).toHaveLength(1_000);
  });

  it('is larger while nobody uses the application, and has a size of its own for each', () => {
    let kind: 'used' | 'quiet' = 'quiet';
    const size = createBatchSize('sqlite', () => kind);
    for (let n = 0; n < 10; n += 1) size.took(100, size.batchOf(rows(5_000)).length);
    expect(size.rows()).toBe(3_000);
    kind = 'used';
    expect(size.rows()).toBe(100);
    size.took(160, 100);
    expect(size.rows()).toBe(50);
    kind = 'quiet';
    expect(size.rows()).toBe(3_000);
    size.took(500, 3_000);
    expect(size.rows()).toBe(1_500);
  });
});
