import { gatherFile } from '../../../../admin/src/pages/AuditLogsPage/export/gather-file';

const MEGABYTE = 1024 * 1024;

/** A stream of as many chunks, each of one byte's value, that ends well or with an error. */
const streamOf = (chunks: number, size: number, error?: Error) => {
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent < chunks) controller.enqueue(new Uint8Array(size).fill(sent++ % 256));
      else if (error) controller.error(error);
      else controller.close();
    },
  });
};

describe('a stream that is gathered', () => {
  it('is the file in its order, more than one piece of it too', async () => {
    const seen: number[] = [];
    const file = await gatherFile(streamOf(20, MEGABYTE), 'text/csv', (chunk) => {
      seen.push(chunk[0]!);
    });
    const content = new Uint8Array(await file.arrayBuffer());
    expect([content.length, file.type]).toEqual([20 * MEGABYTE, 'text/csv']);
    const order = Array.from({ length: 20 }, (_, place) => place);
    expect(order.map((place) => content[place * MEGABYTE])).toEqual(order);
    expect(seen).toEqual(order);
  });

  it('is an empty file where nothing came', async () => {
    expect((await gatherFile(streamOf(0, 1), 'text/csv', () => undefined)).size).toBe(0);
  });

  it('is no file where it was broken off', async () => {
    const broken = gatherFile(streamOf(2, 5, new TypeError('network error')), '', () => undefined);
    await expect(broken).rejects.toThrow('network error');
  });
});
