import { useEffect, useRef, useState } from 'react';

import type { ExportFormat } from '../../../../../server/src/contracts';
import { useAskForExport, type ExportAnswer } from '../../../api/export';
import { failureOf, type Failure } from '../../../api/failure';
import { createEventCounter } from './count-events';
import { gatherFile, saveFile } from './gather-file';

export interface ExportProgress {
  events: number;
  bytes: number;
  /** Null until the server has said how many there are. */
  expected: ExportAnswer['expected'] | null;
}

export type ExportState =
  | { status: 'idle' }
  | { status: 'running'; progress: ExportProgress }
  | { status: 'saved'; progress: ExportProgress; fileName: string }
  | { status: 'cancelled' }
  /** `hasBegun`: part of the file had come. */
  | { status: 'failed'; failure: Failure; hasBegun: boolean };

const NOTHING: ExportProgress = { events: 0, bytes: 0, expected: null };

/** Often enough to be seen moving. */
const SHOW_EVERY_MS = 100;

/** Takes the events that match `filters` out as a file; one export at a time. */
export function useExport(filters: string) {
  const ask = useAskForExport();
  const [state, setState] = useState<ExportState>({ status: 'idle' });
  const running = useRef<AbortController | null>(null);

  // Elsewhere nobody could see or cancel it.
  useEffect(() => () => running.current?.abort(), []);

  const run = async (format: ExportFormat, signal: AbortSignal) => {
    let progress = NOTHING;
    const show = (next: ExportState) => {
      if (!signal.aborted) setState(next);
    };
    show({ status: 'running', progress });
    try {
      const { body, contentType, fileName, expected } = await ask(format, filters, signal);
      const count = createEventCounter(format);
      let shownAt = 0;
      const file = await gatherFile(body, contentType, (chunk) => {
        progress = { events: count(chunk), bytes: progress.bytes + chunk.byteLength, expected };
        const now = performance.now();
        if (now - shownAt < SHOW_EVERY_MS) return;
        shownAt = now;
        show({ status: 'running', progress });
      });
      if (signal.aborted) return;
      saveFile(file, fileName);
      show({ status: 'saved', progress: { ...progress, expected }, fileName });
    } catch (error) {
      show({ status: 'failed', failure: failureOf(error), hasBegun: progress.bytes > 0 });
    }
  };

  return {
    state,
    start: (format: ExportFormat) => {
      running.current?.abort();
      running.current = new AbortController();
      void run(format, running.current.signal);
    },
    cancel: () => {
      running.current?.abort();
      setState({ status: 'cancelled' });
    },
    dismiss: () => setState({ status: 'idle' }),
  };
}

export type EventExport = ReturnType<typeof useExport>;
