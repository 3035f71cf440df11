import type { EventSummary } from '../contracts';
import type { Capture, RawChange } from '../event';
import { defineSource } from './define-source';

/**
 * What the log records about itself. The plugin records it directly: no signal of the host reports
 * it.
 */
export default defineSource({
  name: 'audit-log',
  actions: {
    'audit-log.start': {
      label: 'Recording started',
      description:
        'A server process began to record, with the guarantees and the retention that hold in it.',
    },
    'audit-log.stop': {
      label: 'Recording stopped',
      description:
        'A server process ended in good order; one that was killed leaves no such event.',
    },
    'audit-log.settings-update': {
      label: 'Audit log settings changed',
      description: "The plugin's options differ from those of the last start: before and after.",
    },
    'audit-log.purge': {
      label: 'Old events purged',
      description:
        'Retention removed events that its rules no longer keep: how many, by which rule.',
    },
    'audit-log.purge-preview': {
      label: 'Purge tried out',
      description:
        'With `retention.dryRun`: what retention would have removed. Nothing was removed.',
    },
    'audit-log.erase': {
      label: 'Person erased',
      description: 'A person was taken out of the log: how many events, not who.',
    },
    'audit-log.reset': {
      label: 'Audit log reset',
      description:
        'An operator emptied the log with `reset`: which user of the operating system, how many rows.',
    },
    'audit-log.export': {
      label: 'Audit log exported',
      description:
        'Someone started an export: its format and its filter. Stored before the first byte goes out.',
    },
    'audit-log.export-end': {
      label: 'Export ended',
      description: 'An export ended: how many events went out, and whether it was cut off.',
    },
    'audit-log.guard-loss': {
      label: 'Append-only guard lost',
      description:
        'Triggers that keep the log append-only were missing or changed: which, and whether a start or a check noticed.',
    },
    'audit-log.guard-restore': {
      label: 'Append-only guard restored',
      description: 'Missing or changed triggers were created again.',
    },
    'audit-log.damage': {
      label: 'Audit log damaged',
      description:
        'Events that no purge removed have vanished from the log, such as by TRUNCATE: the newest that had been seen.',
    },
    'audit-log.read': {
      label: 'Event details opened',
      description: 'Someone opened the details of an event; only with `record.reads`.',
    },
  },
  start: () => undefined,
});

const resource = { type: 'audit-log' };

export const started = (payload: object): Capture => ({
  action: 'audit-log.start',
  resource,
  payload,
});

export const stopped = (payload: object): Capture => ({
  action: 'audit-log.stop',
  resource,
  payload,
});

/** Problems found with the log itself, each with its details. */
export const journalFindings = {
  guardLost: (payload: object): Capture => ({
    action: 'audit-log.guard-loss',
    resource,
    outcome: 'failure',
    reason: 'Triggers of the log were missing or changed.',
    payload,
  }),
  guardRestored: (payload: object): Capture => ({
    action: 'audit-log.guard-restore',
    resource,
    payload,
  }),
  damaged: (payload: object): Capture => ({
    action: 'audit-log.damage',
    resource,
    outcome: 'failure',
    reason: 'Events vanished from the log that no purge removed.',
    payload,
  }),
};

/** Null if no option differs. */
export const settingsUpdated = (changes: RawChange[]): Capture | null =>
  changes.length === 0 ? null : { action: 'audit-log.settings-update', resource, changes };

export const exportStarted = (payload: object): Capture => ({
  action: 'audit-log.export',
  resource,
  payload,
});

/** How an export ended. */
export interface ExportEnd {
  /** Events that were sent. */
  events: number;
  end: 'complete' | keyof typeof BROKEN_OFF;
}

const BROKEN_OFF = {
  'connection-closed': 'The connection was closed before the end.',
  unreadable: 'The log could not be read to the end.',
};

/** An interrupted export is a failure, whoever interrupted it: the file is incomplete. */
export const exportEnded = (format: string, { events, end }: ExportEnd): Capture => ({
  action: 'audit-log.export-end',
  resource,
  ...(end !== 'complete' && { outcome: 'failure', reason: BROKEN_OFF[end] }),
  payload: { format, events, end },
});

/** Names the event by id and action alone: a name in it may have to be erased one day. */
export const opened = ({ id, action }: Pick<EventSummary, 'id' | 'action'>): Capture => ({
  action: 'audit-log.read',
  resource: { ...resource, documentId: id, name: action },
});
