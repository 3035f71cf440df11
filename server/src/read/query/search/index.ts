export { makePlan } from './make-plan';
export type { Matching } from './matching';
export type { SearchPlan, SearchTest } from './plan';
export { createSearchStatements } from './statement';
