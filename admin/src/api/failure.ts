import { isFetchError } from '@strapi/strapi/admin';

/** Why a request brought nothing. The kinds are what the page can do something about. */
export interface Failure {
  kind: 'forbidden' | 'not-found' | 'invalid' | 'unavailable';
  /** The server's own words; null where it said none. */
  message: string | null;
}

const KINDS: Record<number, Failure['kind']> = {
  400: 'invalid',
  403: 'forbidden',
  404: 'not-found',
};

/** A refusal that came past the panel's own client. */
export class AnswerError extends Error {
  private constructor(
    readonly status: number,
    readonly answered: string | null
  ) {
    super(answered ?? `The server answered ${status}.`);
  }

  static async of(answer: Pick<Response, 'status' | 'json'>): Promise<AnswerError> {
    const body = (await answer.json().catch(() => null)) as { error?: { message?: string } } | null;
    return new AnswerError(answer.status, body?.error?.message ?? null);
  }
}

/** Reads Strapi's `{ error: { status, name, message } }`, or a request that never arrived. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AnswerError) {
    return { kind: KINDS[error.status] ?? 'unavailable', message: error.answered };
  }
  if (!isFetchError(error)) return { kind: 'unavailable', message: null };
  const answer = error.response?.data.error;
  const status = error.status ?? answer?.status ?? 500;
  return { kind: KINDS[status] ?? 'unavailable', message: answer?.message ?? null };
}
