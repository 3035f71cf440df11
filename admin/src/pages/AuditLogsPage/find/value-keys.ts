import type { ValueKey } from '../../../../../server/src/contracts';

/** The keys whose values the log itself can list. */
export const VALUE_KEYS_OF_LOG: readonly ValueKey[] = ['type', 'locale', 'field', 'tag'];
