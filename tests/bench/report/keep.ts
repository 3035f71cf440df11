import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../helpers/prepare/command';
import { BENCH_CACHE, ROOT } from '../../helpers/paths';
import type { Configuration } from '../applications/configurations';
import type { BenchOptions } from '../options';
import type { Findings } from '../parts/part';
import type { Machine } from './machine';
import { markdownReport } from './markdown';

export interface Run {
  machine: Machine;
  options: BenchOptions;
  configurations: readonly Configuration[];
  /** By part and database. */
  findings: Readonly<Record<string, Findings>>;
}

const MOST_BYTES = 200_000;

/** A thousandth is finer than anything measured here. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value;

function rawJson({ machine, options, configurations, findings }: Run): string {
  const raw = {
    machine,
    options,
    configurations: configurations.map(({ name, version, plugins }) => ({
      name,
      version,
      plugins,
    })),
    runs: Object.fromEntries(Object.entries(findings).map(([name, { raw }]) => [name, raw])),
  };
  return `${JSON.stringify(raw, rounded)}\n`;
}

/** @returns the folder that holds every single measurement of this run */
export function keepRun(run: Run, at: Date): string {
  const folder = join(BENCH_CACHE, at.toISOString().slice(0, 19).replaceAll(':', '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'raw.json'), rawJson(run));
  writeFileSync(
    join(folder, 'benchmarks.md'),
    markdownReport(run.machine, Object.values(run.findings))
  );
  return folder;
}

/** Makes this run the one that the documentation tells of. */
export async function writeDocs(run: Run): Promise<void> {
  const raw = rawJson(run);
  if (raw.length > MOST_BYTES) {
    throw new Error(
      `raw.json would have ${raw.length} bytes, more than the ${MOST_BYTES} that a repository wants: ` +
        'run fewer alternations or parts.'
    );
  }
  mkdirSync(join(ROOT, 'docs/benchmarks'), { recursive: true });
  writeFileSync(join(ROOT, 'docs/benchmarks/raw.json'), raw);
  const text = markdownReport(run.machine, Object.values(run.findings));
  writeFileSync(join(ROOT, 'docs/benchmarks.md'), text);
  const files = ['docs/benchmarks.md', 'docs/benchmarks/raw.json'];
  await command('npx', ['--no-install', 'prettier', '--write', ...files], { cwd: ROOT });
}
