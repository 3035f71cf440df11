import { Readable } from 'node:stream';
import type { EventDetails, ExportFormat } from '../../contracts';
import { createCsv } from './csv';
import { fileTime } from './file-time';
import type { EventFormat, FormatDependencies } from './format';
import { createJsonLines } from './jsonl';

const formats = { csv: createCsv, jsonl: createJsonLines } satisfies Record<
  ExportFormat,
  (deps: FormatDependencies) => EventFormat
>;

interface ExportSource extends FormatDependencies {
  format: ExportFormat;
  /** Read one after the other, each when the previous one has been consumed. */
  batches: AsyncIterable<readonly EventDetails[]>;
  /** Names the file. */
  at: Date;
}

/** A file that is written while it is read. */
export interface OpenExport {
  contentType: string;
  fileName: string;
  /** Holds at most one batch: the next one is read when the current one has been sent. */
  body: Readable;
  /** Events handed over so far; the client may have received all of them. */
  written(): number;
}

const fileNameOf = (at: Date, format: ExportFormat): string =>
  `audit-logs-${fileTime(at)}.${format}`;

/** Turns events into a file of the requested format. */
export function openExport({ format, batches, labelOf, at }: ExportSource): OpenExport {
  const { contentType, head, linesOf } = formats[format]({ labelOf });
  let count = 0;

  async function* text(): AsyncGenerator<Buffer> {
    if (head) yield Buffer.from(head);
    for await (const events of batches) {
      // Counted before they are sent: the log may report too many exported events, never too few.
      count += events.length;
      yield Buffer.from(linesOf(events));
    }
  }
  return {
    contentType,
    fileName: fileNameOf(at, format),
    body: Readable.from(text(), { objectMode: false, highWaterMark: 1 }),
    written: () => count,
  };
}
