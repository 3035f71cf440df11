import type { ActionWords } from '../contracts';
import type { SourcePorts } from '../event';

/** How a source describes one of its actions, in English and in any other language. */
export interface ActionDeclaration extends ActionWords {
  /** What happened, in one sentence, for the table of events in the README. */
  description?: string;
}

/** A module that turns signals of the host into captures. */
export interface Source<
  Actions extends Record<string, ActionDeclaration> = Record<string, ActionDeclaration>,
> {
  /** A noun in lower case, such as `webhook`; no two sources share one. */
  name: string;
  /** All actions of its captures, by `noun.verb`. */
  actions: Actions;
  /**
   * Handlers, or patterns with `*`, that its descriptions depend on, in addition to those whose
   * requests it listens to: a start checks that they have routes.
   */
  handlers?: readonly string[];
  /** Called once, when recording starts, with everything that the source may use of the host. */
  start(ports: SourcePorts): void;
}

/**
 * Declares a source. It is one file: the list of sources, the page's filter and sentences, the table
 * of events and the contract tests follow from it. Applications and plugins declare theirs in the same
 * form (`docs/adding-a-source.md`).
 *
 * @example
 * export default defineSource({
 *   name: 'webhook',
 *   actions: { 'webhook.create': { label: 'Webhook created', description: '…' } },
 *   start({ writes }) { writes.watch(['strapi::webhook'], { relations: [] }, describe); },
 * });
 */
export function defineSource<Actions extends Record<string, ActionDeclaration>>(
  source: Source<Actions>
): Source<Actions> {
  return source;
}
