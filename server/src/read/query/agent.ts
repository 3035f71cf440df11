import { parseUserAgent } from '@strapi/utils';
import type { Agent } from '../../contracts';

/** The form in which programs name themselves: `curl/8.4.0`. */
const PRODUCT = /^([A-Za-z][\w .-]*?)(?:\/(\d[\w.-]*))?(?:\s|$)/;

/**
 * Reads a browser (by Strapi's own list) or a program from a user agent; null if it names neither.
 */
export function agentOf(userAgent: string | null): Agent | null {
  if (!userAgent) return null;
  // Strapi releases without sessions lack it.
  const { browser, os = null } = parseUserAgent?.(userAgent) ?? {};
  if (browser) return { program: browser, system: os };
  const [, name, version] = PRODUCT.exec(userAgent) ?? [];
  return name ? { program: [name, version].filter(Boolean).join(' '), system: os } : null;
}
