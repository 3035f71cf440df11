import { parse } from 'csv-parse/sync';
import type { EventDetails, ExportFormat } from '../../server/src/contracts';
import type { Client } from './actors';
import type { App } from './boot-app';

/** The answer of the export, whatever it is; its body has not been read. */
export const askForExport = (
  app: Pick<App, 'url'>,
  { token }: Pick<Client, 'token'>,
  query: string
): Promise<Response> =>
  fetch(`${app.url}/audit-trail/export?${query}`, {
    headers: { Authorization: `Bearer ${token}` },
  });

/**
 * The file as text.
 * @throws where the answer is none.
 */
export async function exportOf(
  app: Pick<App, 'url'>,
  client: Pick<Client, 'token'>,
  format: ExportFormat,
  question = ''
): Promise<string> {
  const answer = await askForExport(app, client, `format=${format}&${question}`);
  if (!answer.ok) throw new Error(`The export answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

/** The rows of a CSV file, by their columns. */
export const readCsv = (file: string): Record<string, string>[] =>
  parse(file, { bom: true, columns: true, record_delimiter: ['\r\n', '\n', '\r'] });

/** The events of a file of JSON lines. */
export const readJsonLines = (file: string): EventDetails[] =>
  file
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as EventDetails);
