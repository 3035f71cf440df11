export { createErasure, type Erasure, type ErasureCount, type ErasureOptions } from './erasure';
export type { Person } from './person';
