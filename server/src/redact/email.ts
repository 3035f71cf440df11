// No address contains control characters or lone surrogates, and PostgreSQL refuses rows with them.
const EMAIL = /^[^\s\p{C}@<>"'(),:;[\]\\]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/iu;

/**
 * The value if it looks like an e-mail, otherwise null. For identifiers typed at sign-in: people
 * type their password into that field.
 */
export function keepIfEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 255) return null;
  const trimmed = value.trim();
  return EMAIL.test(trimmed) ? trimmed : null;
}
