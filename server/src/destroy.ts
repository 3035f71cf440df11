import type { Core } from '@strapi/types';
import { runtimeOf } from './runtime';

/** Strapi's last phase; it comes before the HTTP server closes, so recording itself goes on. */
export async function destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await runtimeOf(strapi)?.stop();
}
