/** The filter model that the server and the page share; the README in this folder explains why. */
export { parseAccount, printAccount, type Account } from './actor-account';
export { addressKey, addressRange, parseAddress, type AddressRange } from './address';
export { bothOf, filterOf, NO_FILTER, type Clause, type ClauseKey, type Filter } from './filter';
export {
  addsUp,
  closedValuesOf,
  isTimeKey,
  SEARCH_KEYS,
  type FilterWord,
  type SearchKey,
} from './keys';
export type { Search, SearchProblem, SearchProblemCode, SearchTerm, Span } from './model';
export { SEARCH_PROBLEMS } from './model';
export { nearest } from './nearest';
export { parseSearch, type ParsedSearch } from './parse';
export { printSearch, printTerm } from './print';
export { describeProblem } from './sentences';
export { isTimeZone, parseTime, resolveTime, type WrittenTime } from './time';
export { tokensOf, type Token } from './tokens';
export { beginningToFind, fold, searchableBeginnings, wordsOf } from './words';
