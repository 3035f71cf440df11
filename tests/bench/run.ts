import { prepareApp } from '../helpers/prepare-app';
import { timed, type Counts } from '../helpers/run-all/suites';
import { report } from '../helpers/run-all/report';
import { findRivals, NONE, THIS } from './applications/configurations';
import { PARTS, readOptions, type BenchOptions, type PartName } from './options';
import { bytesPart } from './parts/bytes';
import { codePart } from './parts/code';
import { exportPart } from './parts/export';
import type { Findings, Part } from './parts/part';
import { readPart } from './parts/read';
import { retentionPart } from './parts/retention';
import { writePart } from './parts/write';
import { keepRun, writeDocs } from './report/keep';
import { describeMachine } from './report/machine';
import { plainReport } from './report/text';

const RUN: Record<PartName, Part> = {
  write: writePart,
  code: codePart,
  read: readPart,
  retention: retentionPart,
  export: exportPart,
  bytes: bytesPart,
};
/** The others look at this plugin alone. */
const COMPARING: readonly PartName[] = ['write', 'read', 'retention'];

const say = (line: string) => console.log(`[bench] ${line}`);

async function measure(options: BenchOptions): Promise<void> {
  const compares = options.parts.some((name) => COMPARING.includes(name));
  const rivals = compares ? await findRivals(say) : [];
  const findings: Record<string, Findings> = {};
  for (const database of options.databases) {
    for (const name of PARTS.filter((one) => options.parts.includes(one))) {
      const found = await RUN[name]({ options, database, rivals, say });
      // Too little was measured for that.
      if (options.short) found.judgements = [];
      findings[`${name} on ${database}`] = found;
    }
  }
  const machine = await describeMachine(options.databases);
  const run = { machine, options, configurations: [NONE, THIS, ...rivals], findings };
  console.log(`\n${plainReport(Object.values(findings))}\n`);
  say(`single measurements: ${keepRun(run, new Date())}`);
  if (options.write) await writeDocs(run);
}

/** In a short run only whether everything runs counts, as one check. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  await prepareApp();
  if (!options.short) return measure(options);
  const outcome = await timed('bench', async (): Promise<Counts> => {
    try {
      await measure(options);
      return { passed: 1, failed: 0, skipped: 0 };
    } catch (error) {
      console.error(error);
      return { passed: 0, failed: 1, skipped: 0 };
    }
  });
  report('bench', [outcome]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
