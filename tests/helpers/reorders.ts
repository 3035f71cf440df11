import { defaultDatabase } from './app/databases';

/**
 * A test that puts a connection at the start. On MySQL and MariaDB Strapi itself answers 500 to that: it
 * writes an order of -0.255 into a column that takes no sign.
 */
export const itReorders = defaultDatabase() === 'mysql' ? it.skip : it;
