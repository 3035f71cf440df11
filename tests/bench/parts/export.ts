import { request } from 'undici';
import { adminClient } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import { extraMemoryOf, watchMemory } from '../load/server-process';
import { count, number } from '../report/words';
import { bootSeeded } from '../seed/template';
import { TARGETS } from '../targets';
import type { Part } from './part';

const FORMATS = ['jsonl', 'csv'] as const;
const NEW_LINE = 10;

interface Export {
  format: string;
  lines: number;
  bytes: number;
  seconds: number;
  extraMegabytes: number;
}

/** Reads the whole file and keeps none of it. */
async function download(app: App, token: string, search: string) {
  const { statusCode, body } = await request(`${app.url}/audit-trail/export?${search}`, {
    headers: { authorization: `Bearer ${token}` },
    bodyTimeout: 0,
  });
  if (statusCode !== 200)
    throw new Error(`The export answered ${statusCode}: ${await body.text()}`);
  let [lines, bytes] = [0, 0];
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1))
      lines += 1;
  }
  return { lines, bytes };
}

async function measure(app: App, token: string, format: string): Promise<Export> {
  // What a first export loads and grows is not what a million events cost.
  await download(app, token, `format=${format}&q=after:1d`);
  await watchMemory(app);
  const from = performance.now();
  const { lines, bytes } = await download(app, token, `format=${format}`);
  const seconds = (performance.now() - from) / 1_000;
  return { format, lines, bytes, seconds, extraMegabytes: (await extraMemoryOf(app)) / 1e6 };
}

/** How fast everything goes out, and what the server holds meanwhile. */
export const exportPart: Part = async ({ options, database, say }) => {
  const events = options.events.at(-1) ?? 0;
  say(`export: ${events} events on ${database}`);
  const app = await bootSeeded(database, events);
  const exports: Export[] = [];
  try {
    const { token } = await adminClient(app);
    for (const format of FORMATS) exports.push(await measure(app, token, format));
  } finally {
    await app.stop();
  }
  const short = exports.find(({ lines }) => lines < events);
  if (short)
    throw new Error(`The export as ${short.format} has ${short.lines} of ${events} events.`);

  const rateOf = ({ lines, seconds }: Export) => lines / seconds;
  return {
    tables: [
      {
        title: `Export on ${database}`,
        head: ['Format', 'Events', 'Seconds', 'Events/s', 'MB', 'Extra memory MB'],
        rows: exports.map((one) => [
          ...[one.format, count(one.lines), number(one.seconds), count(rateOf(one))],
          ...[number(one.bytes / 1e6), number(one.extraMegabytes)],
        ]),
      },
    ],
    judgements: exports.flatMap((one) => [
      { target: TARGETS.exportRate, of: `${one.format}, ${database}`, value: rateOf(one) },
      { target: TARGETS.exportMemory, of: `${one.format}, ${database}`, value: one.extraMegabytes },
    ]),
    notes: [],
    raw: exports,
  };
};
