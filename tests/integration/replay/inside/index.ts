import type { Core } from '@strapi/types';
import type { Outcome, Program, RowImage, Schemas, Step } from '../shapes';
import { createDeeds, type Callers } from './deeds';
import { installHabits } from './habits';
import { removeDoubles } from './doubles';
import { readRows, schemas } from './images';
import { settleLinkOrder } from './link-order';
import { newCommits, skipJournal, watchInserts } from './journal';

interface World {
  callers: Callers;
  deeds: ReturnType<typeof createDeeds>;
  habits: ReturnType<typeof installHabits>;
}

let world: World | undefined;

/** Makes everything ready and tells what is there before the first program. */
export async function start(
  strapi: Core.Strapi,
  callers: Callers
): Promise<{ schemas: Schemas; rows: RowImage[] }> {
  process.on('unhandledRejection', surviveEntriesGone);
  watchInserts(strapi);
  settleLinkOrder(strapi);
  await skipJournal(strapi);
  world = { callers, deeds: createDeeds(strapi, callers), habits: installHabits(strapi) };
  return { schemas: schemas(strapi), rows: await readRows(strapi) };
}

/**
 * Strapi ends its own process where an entry is gone by the time it was saved, which happens to
 * writers at the same time on a server: nothing awaits its `entry.update` event.
 */
function surviveEntriesGone(error: unknown): void {
  if (!(error instanceof Error && error.stack?.includes('document-service/events'))) throw error;
}

/** Access tokens end after half an hour; a long run brings new ones. */
export function renew(_strapi: Core.Strapi, callers: Callers): void {
  if (world) Object.assign(world.callers, callers);
}

/**
 * The new events, and the rows that they lead to. Strapi goes on behind the answer where one of several
 * files cannot be deleted: what commits while the rows are read has them read again.
 */
async function readTogether(strapi: Core.Strapi): Promise<Pick<Outcome, 'commits' | 'rows'>> {
  const commits = await newCommits(strapi);
  for (;;) {
    const rows = await readRows(strapi);
    const more = await newCommits(strapi);
    if (more.length === 0) return { commits, rows };
    commits.push(...more);
  }
}

/** Runs programs one after the other. */
export async function run(strapi: Core.Strapi, programs: Program[]): Promise<Outcome[]> {
  if (!world) throw new Error('start() has not been called.');
  const { deeds, habits } = world;
  const outcomes: Outcome[] = [];
  for (const program of programs) {
    const errors: string[] = [];
    habits.use(program.habits);
    let count = 0;
    for (const step of program.steps) {
      count += await take(step, errors);
      errors.push(...(await removeDoubles(strapi)));
    }
    await habits.settle();
    habits.use([]);
    outcomes.push({ ...(await readTogether(strapi)), errors, deeds: count });
  }
  return outcomes;

  async function take(step: Step, errors: string[]): Promise<number> {
    const attempt = (deed: Parameters<typeof deeds.act>[0]) =>
      deeds.act(deed).catch((error: unknown) => {
        errors.push(`${deed.kind}: ${error instanceof Error ? error.message : String(error)}`);
      });
    if (step.kind === 'deed') {
      await attempt(step.deed);
      return 1;
    }
    if (step.kind === 'together') {
      await Promise.all(step.deeds.map(attempt));
      return step.deeds.length;
    }
    await strapi.db
      .transaction(async () => {
        for (const deed of step.deeds) await attempt(deed);
        if (step.nested.length > 0) {
          // Strapi has no savepoints: what was done before the inner error stays.
          await strapi.db
            .transaction(async () => {
              for (const deed of step.nested) await attempt(deed);
              if (step.nestedFails) throw new Error('The nested transaction fails.');
            })
            .catch(() => undefined);
        }
        if (step.fails) throw new Error('The transaction fails.');
      })
      .catch((error: unknown) => {
        errors.push(`transaction: ${error instanceof Error ? error.message : String(error)}`);
      });
    return step.deeds.length + step.nested.length;
  }
}
