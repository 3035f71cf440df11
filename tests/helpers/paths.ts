import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');
export const APP_DIR = join(ROOT, 'tests/app');
/** Stamps, the packed plugin, the template database: all can be deleted at any time. */
export const CACHE_DIR = join(ROOT, 'tests/.cache');
/** What the runs of suites came to. */
export const REPORTS_DIR = join(CACHE_DIR, 'reports');
/** Applications, seeded databases and runs of the benchmark. */
export const BENCH_CACHE = join(CACHE_DIR, 'bench');
export const TEMPLATE_DATABASE = join(CACHE_DIR, 'template.db');
export const PLUGIN_NAME = 'strapi-plugin-audit-trail';
export const INSTALLED_PLUGIN = join(APP_DIR, 'node_modules', PLUGIN_NAME);
export const ADMIN_BUILD = join(APP_DIR, 'build');
