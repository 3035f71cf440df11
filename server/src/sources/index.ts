import type { ActionChoice } from '../contracts';
import { sources } from './all';
import type { ActionDeclaration, Source } from './define-source';

export { sources } from './all';
export { defineSource, type ActionDeclaration, type Source } from './define-source';
export { isChange, resourceOf, rowOf, verbOf } from './row-facts';
export {
  exportEnded,
  exportStarted,
  journalFindings,
  opened,
  type ExportEnd,
  settingsUpdated,
  started,
  stopped,
} from './audit-log';

/** The actions of a source, as the filter of the page offers them. */
export const choicesOf = ({ actions }: Pick<Source, 'actions'>): ActionChoice[] =>
  Object.entries(actions).map(([action, { label }]: [string, ActionDeclaration]) => ({
    action,
    group: action.slice(0, action.indexOf('.')),
    label,
  }));

/** The actions of the plugin's own sources. */
export const actionChoices = (): ActionChoice[] => sources.flatMap(choicesOf);
