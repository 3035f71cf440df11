import { adminClient, type Client } from '../helpers/actors';
import type { App } from '../helpers/boot-app';
import { bootSeeded } from '../bench/seed/template';
import { longestBlock } from './hostile/longest-block';
import { hostileQuestions } from './hostile/questions';
import { addActors, vocabularyOf } from './hostile/vocabulary';

const EVENTS = 300_000;
/** So long no other request may have to wait for a question, in milliseconds. */
const LONGEST = 50;
/** A clear answer comes within this, be it that the question is too much. */
const DEADLINE_MS = 7_000;
const TOO_SLOW = 503;
/** Garbage collection and other users of the machine make a block once, a question each time. */
const REPEATS = 4;

let app: App;
let admin: Client;

beforeAll(async () => {
  app = await bootSeeded('sqlite', EVENTS);
  await addActors(app, 5_000);
  admin = await adminClient(app);
}, 600_000);
afterAll(() => app?.stop());

interface Verdict {
  question: string;
  status: number;
  block: number;
  took: number;
}

async function judge(question: string): Promise<Verdict> {
  const verdict = { question, status: 0, block: Infinity, took: Infinity };
  for (let left = REPEATS; left > 0 && verdict.block > LONGEST; left -= 1) {
    const began = performance.now();
    const block = await longestBlock(app, async () => {
      verdict.status = (await admin.get(question)).status;
    });
    verdict.block = Math.min(verdict.block, block);
    verdict.took = Math.min(verdict.took, performance.now() - began);
  }
  return verdict;
}

const inWords = ({ question, status, block, took }: Verdict) =>
  `${block.toFixed(0)} ms of ${took.toFixed(0)} ms, ${status}: ${decodeURIComponent(question).slice(0, 160)}`;

describe(`a log of ${EVENTS} events on SQLite`, () => {
  it('holds up the process for no question', async () => {
    const questions = hostileQuestions(await vocabularyOf(app));
    expect(questions.length).toBeGreaterThan(200);
    const verdicts: Verdict[] = [];
    for (const question of questions) verdicts.push(await judge(question));
    verdicts.sort((one, other) => other.block - one.block);
    console.log(
      `${questions.length} questions; longest blocks:\n${verdicts.slice(0, 12).map(inWords).join('\n')}\n` +
        `longest answers:\n${verdicts
          .toSorted((a, b) => b.took - a.took)
          .slice(0, 6)
          .map(inWords)
          .join('\n')}`
    );
    const bad = verdicts.filter(
      ({ block, status, took }) =>
        block > LONGEST || ![200, TOO_SLOW].includes(status) || took > DEADLINE_MS
    );
    expect(bad.map(inWords)).toEqual([]);
    // On a busy machine a few are too much; most are answered.
    const refused = verdicts.filter(({ status }) => status === TOO_SLOW);
    expect(refused.length).toBeLessThan(questions.length / 20);
  }, 1_200_000);

  it('holds up the process for no three exports at once', async () => {
    let block = Infinity;
    for (let left = REPEATS; left > 0 && block > LONGEST; left -= 1) {
      const take = (format: string) =>
        admin
          .get(`/audit-trail/export?format=${format}&q=after:3d`)
          .buffer(true)
          .parse((response, done) => {
            response.once('end', () => done(null, null));
            (response as unknown as NodeJS.ReadableStream).resume();
          });
      block = Math.min(
        block,
        await longestBlock(app, () => Promise.all([take('csv'), take('csv'), take('csv')]))
      );
    }
    console.log(`three exports at once: ${block.toFixed(0)} ms`);
    expect(block).toBeLessThan(LONGEST);
  }, 600_000);
});
