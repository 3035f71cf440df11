/** A name that a source listens to in vain. */
export interface UnknownName {
  source: string;
  /** No route has such a handler, or no model such a uid. */
  kind: 'handler' | 'model';
  name: string;
}

const MISSING = { handler: 'which no route has', model: 'which no model is called' };

/** A message for the application's log and for `health`. */
export const describeUnknown = ({ source, kind, name }: UnknownName): string =>
  `The source "${source}" names the ${kind} ${JSON.stringify(name)}, ${MISSING[kind]}: it hears ` +
  'nothing of it. Correct the name.';
