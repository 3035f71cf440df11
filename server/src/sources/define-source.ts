import type { ActionWords } from '../contracts';
import type { SourcePorts } from '../event';

/** What a source says about one of its actions, in English and in any other language. */
export interface ActionDeclaration extends ActionWords {
  /** What happened, in one sentence, for the table of events in the README. */
  description?: string;
}

/** A module that turns signals of the host into captures. */
export interface Source<
  Actions extends Record<string, ActionDeclaration> = Record<string, ActionDeclaration>,
> {
  /** A noun in small letters, such as `webhook`; no two sources share one. */
  name: string;
  /** Everything that its captures may say, by `noun.verb`. */
  actions: Actions;
  /**
   * Handlers, or patterns with `*`, that its descriptions go by, beside those whose requests it listens
   * to: a start checks that there are routes for them.
   */
  handlers?: readonly string[];
  /** Called once, when recording starts, with everything that the source may ask of the host. */
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
