import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { CACHE_DIR } from '../helpers/paths';

/** The environment variable that tells the workers where Strapi listens. */
export const BASE_URL = 'AUDIT_TRAIL_E2E_URL';

const FOLDER = join(CACHE_DIR, 'e2e');
export const SUPER_ADMIN_STATE = join(FOLDER, 'super-admin.json');
/** An editor, who may not read the audit logs. */
export const EDITOR_STATE = join(FOLDER, 'editor.json');
/** Somebody who may read the audit logs, but not export them. */
export const READER_STATE = join(FOLDER, 'reader.json');

/** Keeps a signed-in admin for Playwright's `storageState`. */
export function saveSession(file: string, origin: string, token: string): void {
  const localStorage = [
    { name: 'jwtToken', value: JSON.stringify(token) },
    { name: 'isLoggedIn', value: 'true' },
    { name: 'strapi-admin-language', value: 'en' },
    { name: 'STRAPI_THEME', value: 'light' },
  ];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ cookies: [], origins: [{ origin, localStorage }] }));
}
