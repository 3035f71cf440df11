import type { SourcePorts } from '../event';

/** What a declared action is called when the page has no translation for it. */
export interface ActionDeclaration {
  label: string;
  /** One sentence for the README's event table. */
  description: string;
}

/** A module that turns host signals into captures. */
export interface Source<Actions extends Record<string, ActionDeclaration>> {
  name: string;
  actions: Actions;
  start(ports: SourcePorts): void;
}

/**
 * Declares a source. Adding one is this file and one line in `sources/index.ts`: the filter's
 * choices, the README's event table and the contract tests follow from `actions`.
 *
 * @example
 * export const webhookSource = defineSource({
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
