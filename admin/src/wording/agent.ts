import Bowser from 'bowser';

/** What a user agent says of itself, for people. */
export interface Agent {
  /** "Chrome 130", "curl 8.4.0" */
  program: string;
  /** "Windows", "iOS 17.5"; null where it does not say. */
  system: string | null;
}

// Browsers froze the versions of these systems years ago: every macOS says 10.15.7.
const FROZEN = ['macOS', 'Windows'];
const PRODUCT = /^([A-Za-z][\w .-]*?)(?:\/(\d[\w.-]*))?(?:\s|$)/;

/** Reads a browser or a program out of a user agent; null where it names neither. */
export function agentOf(userAgent: string): Agent | null {
  if (!userAgent.trim()) return null;
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name && os.name) {
    const program = [browser.name, browser.version?.split('.')[0]].filter(Boolean).join(' ');
    const version = FROZEN.includes(os.name) ? undefined : os.version;
    return { program, system: [os.name, version].filter(Boolean).join(' ') };
  }
  const [, name, version] = PRODUCT.exec(userAgent) ?? [];
  return name ? { program: [name, version].filter(Boolean).join(' '), system: null } : null;
}
