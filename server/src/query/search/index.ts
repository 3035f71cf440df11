export { makePlan } from './make-plan';
export type { SearchPlan } from './plan';
export { createSearchStatements, type Matching } from './statement';
