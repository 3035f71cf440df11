// No address contains control characters or lone surrogates, and PostgreSQL refuses rows with them.
// A top-level domain has letters only, or is one of another script as ASCII.
const EMAIL =
  /^[^\s\p{C}@<>"'(),:;[\]\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/iu;

/**
 * The value if it looks like an e-mail, otherwise null. For identifiers typed at sign-in: people
 * type their password into that field.
 */
export function keepIfEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 255) return null;
  const trimmed = value.trim();
  return EMAIL.test(trimmed) ? trimmed : null;
}
