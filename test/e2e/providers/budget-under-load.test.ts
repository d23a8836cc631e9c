import { createUserBudgetStore } from '../../../src/database/admin/user-budget-store.ts';
import type { TelegramStandIn } from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import { expectLedgerInvariants, readReservedTokens } from '../../support/database/ledger-invariants.ts';
import {
  ADMIN,
  isWhole,
  OMID,
  startBotIn,
  startRunningBot,
  startSurroundings,
} from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const BUDGET = 6_000;
const ENVIRONMENT = { USER_DAILY_TOKENS: String(BUDGET) };
/** As many tokens as the bot lets a model write. */
const CHATTY = { latencyMs: 30, answer: () => 'word '.repeat(5_000) };

/** More of one person's questions are not taken at once. */
const GROUPS = 20;

/** One person writes in many groups at once: only messages of one chat wait for each other. */
function writeAtOnce(telegram: TelegramStandIn): () => Promise<void> {
  const said = Array.from({ length: GROUPS }, (_, index) => {
    const { id } = telegram.addGroup({ title: `Group ${index}`, members: [OMID] });
    return { id, message: telegram.say(OMID, '@ledger_demo_bot tell me all', { chatId: id }).message_id };
  });
  return async () => {
    const answers = said.map(({ id, message }) =>
      telegram.waitForMessage(id, (one) => one.replyTo === message && isWhole(one)),
    );
    await Promise.all(answers);
  };
}

describeOnEachEngine('forty messages of one person at once', (engine) => {
  it('never cost more than the budget, on two bots with one database', async () => {
    const first = await startRunningBot({ engine, environment: ENVIRONMENT, providers: { [MAIN]: CHATTY } });
    const besides = await startSurroundings({
      providers: { [MAIN]: CHATTY },
      environment: { ...ENVIRONMENT, DATABASE_URL: first.environment['DATABASE_URL'] ?? '' },
    });
    const second = await startBotIn(besides);
    const answered = [first, second].map(({ telegram }) => writeAtOnce(telegram));
    await Promise.all(answered.map((all) => all()));

    const rows = await first.requests();
    const spent = rows.reduce((sum, { totalTokens }) => sum + (totalTokens ?? 0), 0);
    expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'ok'));
    // Most of it could be spent, so what held it back was the budget.
    expect(spent).toBeGreaterThan(BUDGET / 2);
    expect(spent).toBeLessThanOrEqual(BUDGET);
    expect(rows.length).toBeLessThan(2 * GROUPS);
    const database = await first.database();
    expect(await readReservedTokens(database)).toBe(0);
    await expectLedgerInvariants(database);
    expect([...first.errors(), ...second.errors()]).toEqual([]);
    await second.app.stop();
    await first.stop();
    await besides.close();
  });
});

describeOnEachEngine('a person’s own budget', (engine) => {
  it('holds in the chat and in /usage, and is no reason to disturb admins', async () => {
    const usage = () => ({ promptTokens: 600, completionTokens: 200 });
    const bot = await startRunningBot({
      engine,
      environment: { USER_DAILY_TOKENS: '100000' },
      providers: { [MAIN]: { usage, answer: () => 'ok' } },
    });
    const budgets = createUserBudgetStore(await bot.database());
    const act = () => ({ by: BigInt(ADMIN), at: new Date() });
    await budgets.set(BigInt(OMID), 1_000, act());
    expect(await bot.ask(OMID, 'hello')).toBe('ok');
    expect(await bot.ask(OMID, '/usage')).toContain('• Your budget today: 200 of 1,000 tokens left');
    expect(await bot.ask(OMID, 'hello')).toContain(
      'What is left of your budget for today is not enough for this',
    );
    await budgets.raise(BigInt(OMID), new Date().toISOString().slice(0, 10), 500, act());
    expect(await bot.ask(OMID, '/usage')).toContain('• Your budget today: 700 of 1,500 tokens left');
    expect(await bot.ask(OMID, 'hello')).toBe('ok');
    expect(bot.telegram.messages(ADMIN)).toEqual([]);
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });
});
