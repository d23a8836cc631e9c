import { median, pause, quantile } from '../measure.ts';
import { besideABot, expectRunning } from './beside-a-bot.ts';
import { judgeHostility, type HostilityVerdict, type Stretch } from './hostility-verdict.ts';
import { startSoakLoad, type SoakLoad } from './soak-load.ts';
import type { SoakOptions } from './soak.ts';

/** With and without the hostile ones in turn, so that whatever else the machine does meets both alike. */
const STRETCH_MS = 60_000;
/** What was asked before this does not count as asked in the stretch. */
const SETTLING_MS = 10_000;

/** Lets one person in ten be hostile, every other minute, and tells what that costs the others. */
export async function soakAmongHostile(options: SoakOptions): Promise<HostilityVerdict> {
  const load = await startSoakLoad({ oneInTenIsHostile: true });
  const stretches: Stretch[] = [];
  await besideABot({ ...options, load }, async (bot) => {
    for (let minute = 0; minute < options.minutes; minute++) {
      const stretch = await listen(load, minute % 2 === 1);
      expectRunning(bot);
      stretches.push(stretch);
      options.report(describe(minute + 1, stretch));
    }
    load.hostile.pause();
  });
  return judgeHostility(stretches);
}

async function listen(load: SoakLoad, hostile: boolean): Promise<Stretch> {
  if (hostile) load.hostile.begin();
  else load.hostile.pause();
  await pause(SETTLING_MS);
  const before = load.takeAnswers();
  await pause(STRETCH_MS - SETTLING_MS);
  const { chatMs, unanswered } = load.takeAnswers();
  return { hostile, chatMs, unanswered: before.unanswered + unanswered };
}

function describe(minute: number, { hostile, chatMs }: Stretch): string {
  const whom = hostile ? 'beside hostile people' : 'without hostile people';
  const times = `median ${median(chatMs).toFixed(0)} ms, p99 ${quantile(chatMs, 0.99).toFixed(0)} ms`;
  return `${minute} min; ${whom}: ${times}; ${chatMs.length} answered`;
}
