import { useAuth, useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef } from 'react';

import type { EventListResponse, ExportFormat, Pagination } from '../../../server/src/contracts';
import { EXPORT_PERMISSION } from '../pluginId';
import { AnswerError } from './failure';

/** Whether the reader may take events out; the server decides, the page only offers it or not. */
export const useMayExport = (): boolean =>
  useAuth('ExportMenu', ({ permissions }) =>
    permissions.some(({ action }) => action === EXPORT_PERMISSION.action)
  );

/** A file on its way. */
export interface ExportAnswer {
  /** How many events the list finds, with its own cap. */
  expected: Pick<Pagination, 'total' | 'totalIsExact'>;
  fileName: string;
  contentType: string;
  /** Ends with an error where the connection was broken off. */
  body: ReadableStream<Uint8Array>;
}

const nameIn = (disposition: string | null): string | undefined =>
  /filename="([^"]+)"/.exec(disposition ?? '')?.[1];

/**
 * Asks for an export. The panel's own client reads an answer to its end before it gives any of it,
 * so this one request goes by `fetch`, with the session's token.
 *
 * @returns a function that rejects with what `failureOf` reads
 */
export function useAskForExport() {
  const { get } = useFetchClient();
  const token = useAuth('ExportMenu', (state) => state.token);
  const latestToken = useRef(token);
  useEffect(() => {
    latestToken.current = token;
  }, [token]);

  return async (
    format: ExportFormat,
    filters: string,
    signal: AbortSignal
  ): Promise<ExportAnswer> => {
    // Through the panel's client first: it renews a token that ran out, which `fetch` cannot.
    const { data } = await get<EventListResponse>(`/audit-trail/events?pageSize=1&${filters}`, {
      signal,
    });
    const url = `${window.strapi.backendURL}/audit-trail/export?format=${format}&${filters}`;
    const answer = await fetch(url, {
      signal,
      headers: { Authorization: `Bearer ${latestToken.current}` },
    });
    if (!answer.ok || !answer.body) throw await AnswerError.of(answer);
    return {
      expected: data.pagination,
      // A panel on another origin may not read the header.
      fileName: nameIn(answer.headers.get('Content-Disposition')) ?? `audit-logs.${format}`,
      contentType: answer.headers.get('Content-Type') ?? '',
      body: answer.body,
    };
  };
}
