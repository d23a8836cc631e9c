import { splitIntoChunks } from '../stand-ins/providers/send-reply.ts';
import { ANSWER_END, measureCrowd, startBare, startBot, type Crowd, type Surroundings } from './crowd.ts';
import { median, printLine } from './measure.ts';
import type { ScratchDatabase } from './scratch-databases.ts';

const PEOPLE = 1_000;
const RUNS = 3;
const ANSWER = `${'A sentence of an answer. '.repeat(20)}${ANSWER_END}`;
/** Two seconds in total; with streaming, the second half streams. */
const PACE = { latencyMs: 1_000, chunkDelayMs: 1_000 / splitIntoChunks(ANSWER).length };
const CROWD = { people: PEOPLE, questions: 1, rounds: 1, pace: PACE, answer: ANSWER };

/** A thousand people who write at once, relative to a bare grammY bot with the same provider. */
export async function benchmarkCrowd(scratch: ScratchDatabase): Promise<string> {
  const ours: Crowd[] = [];
  const bare: Crowd[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = (around: Surroundings) => [startBot(around, { DATABASE_URL: scratch.url })];
    ours.push(await measureCrowd({ ...CROWD, start, isExact: true }));
    bare.push(await measureCrowd({ ...CROWD, start: (around) => [startBare(around)], isExact: false }));
  }
  return [
    printLine({
      what: `${PEOPLE} people at once, until the last has a complete answer, ${scratch.name}`,
      measured: `${seconds(ours).toFixed(1)} s`,
      reference: `a bare grammY bot (${seconds(bare).toFixed(1)} s)`,
      ratio: seconds(ours) / seconds(bare),
    }),
    printLine({
      what: `peak memory, ${scratch.name}`,
      measured: `${peak(ours).toFixed(0)} MB`,
      reference: `a bare grammY bot (${peak(bare).toFixed(0)} MB)`,
      ratio: peak(ours) / peak(bare),
    }),
  ].join('');
}

function seconds(crowds: readonly Crowd[]): number {
  return median(crowds.map((crowd) => crowd.seconds));
}

function peak(crowds: readonly Crowd[]): number {
  return median(crowds.map((crowd) => crowd.peakMegabytes));
}
