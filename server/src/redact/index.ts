/** Removes every secret. The journal accepts only what came through here. */
export { keepIfEmail } from './email';
export { describeError } from './errors';
export { showIp } from './ip';
export type { GraphqlLibrary } from './graphql-document';
export { createGraphqlNames, type GraphqlNames } from './graphql-names';
export { hiddenCondition } from './hidden-condition';
export { HIDDEN, placeholder } from './markers';
export { createRedactor, type RedactionConfig, type Redactor } from './redactor';
export { createSecretNames } from './secret-names';
export { cleanText } from './text';
export { hideParameters } from './urls';
