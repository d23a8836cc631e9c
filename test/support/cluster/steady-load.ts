import { setTimeout as delay } from 'node:timers/promises';
import type { TelegramStandIn } from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import { isWhole } from '../bot/running-bot.ts';
import type { Span } from './watch-primary.ts';

/** A question, and when it was asked and answered, in milliseconds since 1970. */
export interface Asked extends Span {
  person: number;
  text: string;
}

export interface SteadyLoad {
  /** The questions that were answered so far. */
  answered(): readonly Asked[];
  /** Lets everybody get their last answer. */
  end(): Promise<void>;
}

const THINK_MS = 1_000;
/** Whoever waits longer is lost, and ends the run. */
const LONGEST_WAIT_MS = 180_000;

/** Lets people chat: each asks, waits for the answer, thinks, and asks again. */
export function startLoad(telegram: TelegramStandIn, people: readonly number[]): SteadyLoad {
  const answered: Asked[] = [];
  const over = new AbortController();
  const talk = async (person: number, index: number) => {
    await delay((index * THINK_MS) / people.length);
    for (let number = 1; !over.signal.aborted; number++) {
      const text = `Question ${number} of ${person}.`;
      const from = Date.now();
      telegram.say(person, text);
      await telegram.waitForMessage(
        person,
        (message) => isWhole(message) && message.text.includes(text),
        LONGEST_WAIT_MS,
      );
      answered.push({ person, text, from, to: Date.now() });
      await delay(THINK_MS);
    }
  };
  const talking = Promise.all(
    people.map((id, index) => {
      telegram.addUser({ id, firstName: `Person ${id}` });
      return talk(id, index);
    }),
  );
  // Whoever asks for the end hears of it.
  talking.catch(() => undefined);
  return {
    answered: () => answered,
    end: async () => {
      over.abort();
      await talking;
    },
  };
}

/** The part of a wait in which the cluster had a primary, in milliseconds. */
export function waitWithPrimary({ from, to }: Span, gaps: readonly Span[]): number {
  const without = gaps.map((gap) => Math.max(Math.min(to, gap.to) - Math.max(from, gap.from), 0));
  return to - from - without.reduce((sum, length) => sum + length, 0);
}

/** Percentiles of times in milliseconds, in seconds. */
export function describeTimes(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => ((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) / 1_000).toFixed(1);
  return `p50 ${at(0.5)} s, p95 ${at(0.95)} s, p99 ${at(0.99)} s, most ${at(1)} s`;
}
