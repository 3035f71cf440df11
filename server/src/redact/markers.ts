/** Replaces a secret. It reveals nothing about the secret, not even its length. */
export const HIDDEN = '[hidden]';

/** Replaces a value that no schema calls safe, and keeps its kind: `[hidden: number]`. */
export function hiddenKind(kind: string): string {
  return `[hidden: ${kind}]`;
}

/** Ends a list of such values: only the first item is described. */
export function hiddenItems(count: number): string {
  return hiddenKind(`${count} more ${count === 1 ? 'item' : 'items'}`);
}

/** The placeholder for a value that cannot be written as JSON, e.g. `[undescribed: stream]`. */
export function placeholder(what: string): string {
  return `[undescribed: ${what}]`;
}

/** Replaces a response that `requests.repeatedResponses` would keep. */
export const REPEATED = '[left out: the changes show it]';

/** Replaces what was left out for its size, e.g. `[cut: 12 more items]`. */
export function cutMarker(what: string): string {
  return `[cut: ${what}]`;
}
