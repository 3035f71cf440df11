export { makePlan } from './make-plan';
export type { Matching } from './matching';
export { createSearchStatements } from './statement';
export {
  checkedAtOnce,
  manyTerms,
  needsIndexed,
  withDecided,
  type Decided,
  type SearchPlan,
  type SearchTest,
  type TermSet,
} from './plan';
