import { setTimeout as delay } from 'node:timers/promises';
import { stripMarks } from '../../../src/localization/direction.ts';
import type { MovableClock } from '../../support/clocks/movable-clock.ts';
import { ADMIN, OMID, SARA, type LogLine, type RunningBot } from '../../support/bot/running-bot.ts';

export const ADMINS_CHAT = -1001;
/** One day in this many uses up a quota. */
export const BUSY_EVERY = 6;

const HALF_A_DAY_MS = 12 * 3_600_000;
const PEOPLE = [OMID, SARA, ADMIN];
const PATIENCE_MS = 20_000;

export interface Day {
  /** Requests that reached a provider. */
  asked: number;
  /** Sent scheduled reports. */
  reports: number;
  /** Warnings and errors in the log, except for delays of a busy machine. */
  problems: number;
}

/**
 * A day of three people: chats, a budget that ends, a report and a clean-up; on busy days also a quota that
 * ends.
 */
export async function liveDay(bot: RunningBot, clock: MovableClock, day: number): Promise<Day> {
  const isBusy = day % BUSY_EVERY === 0;
  clock.move(HALF_A_DAY_MS);
  for (const person of PEOPLE) expect(await ask(bot, person, 'Good morning')).toBe('ok');
  if (day > 1 && (day - 1) % BUSY_EVERY === 0) await untilTold(bot, '✅', (day - 1) / BUSY_EVERY);
  clock.move(HALF_A_DAY_MS);
  for (const person of PEOPLE) expect(await ask(bot, person, 'Good evening')).toBe('ok');
  expect(await ask(bot, OMID, 'One more')).toMatch(/^🪫/);
  // The last question finds the first provider's quota empty.
  for (let extra = 0; extra < (isBusy ? 3 : 0); extra++) expect(await ask(bot, ADMIN, 'More')).toBe('ok');
  if (isBusy) await untilTold(bot, '🚨', day / BUSY_EVERY);
  await Promise.all([untilLogged(bot, 'deleted old requests'), untilLogged(bot, '"job":"report"')]);
  return countAndForget(bot);
}

/** More patient than a test of one answer, because the machine may be slow. */
async function ask({ telegram, messageAfter }: RunningBot, person: number, text: string): Promise<string> {
  const { message_id: asked } = telegram.say(person, text);
  return (await messageAfter(person, asked, PATIENCE_MS)).text;
}

async function untilTold({ telegram }: RunningBot, mark: string, times: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  const told = () =>
    telegram.messages(ADMINS_CHAT).filter(({ text }) => stripMarks(text).startsWith(mark)).length;
  while (told() < times && performance.now() < deadline) await delay(20);
  expect(told()).toBe(times);
}

/** Waits for the next occurrence in the log. */
async function untilLogged({ log }: RunningBot, text: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  const from = log.length;
  while (!log.slice(from).some((line) => line.includes(text))) {
    if (performance.now() > deadline) throw new Error(`not logged: ${text}`);
    await delay(20);
  }
}

/** The test's own records must not count as growth of the bot. */
function countAndForget({ log, telegram, provider }: RunningBot): Day {
  const providers = [provider('cerebras'), provider('cohere')];
  const chats = providers.flatMap(({ requests }) => requests.filter(({ kind }) => kind === 'chat'));
  const lines = log.splice(0);
  const levels = lines
    .map((line) => JSON.parse(line) as LogLine)
    .filter(({ msg }) => !msg.startsWith('missed execution'))
    .map(({ level }) => level);
  for (const { forgetRequests } of providers) forgetRequests();
  telegram.forgetCalls();
  return {
    asked: chats.length,
    reports: lines.filter((line) => line.includes('"job":"report"')).length,
    problems: levels.filter((level) => level === 'warn' || level === 'error').length,
  };
}
