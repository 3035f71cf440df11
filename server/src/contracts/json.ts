/** What can stand in a JSON column. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
