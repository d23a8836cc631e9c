import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { findBinaries } from '../../support/database/postgres-server.ts';
import { OMID, type LogLine } from '../../support/bot/running-bot.ts';
import { engines } from '../../support/database/test-database.ts';
import { followWhole } from './ask-whole.ts';
import { nameTexts } from './cases/name-text.ts';
import { startSideBySide } from './side-by-side.ts';
import { ANSWER } from './try-provider-fault.ts';
import { WEBHOOK_CASES, type WebhookFault, type WebhookOutcome } from './cases/webhook-cases.ts';
import { endAll, openScene, type Scene } from './webhook-scene.ts';
import { ACTS } from './cases/webhook-situations.ts';

const binaries = await findBinaries();
const cases = WEBHOOK_CASES.filter(
  ({ fault }) => engines.includes('postgresql') && (binaries || !fault.includes('is stopped')),
);

describe('a bot with a webhook, when', () => {
  let outcomes: Promise<unknown>[] = [];

  beforeAll(() => {
    const works = cases.map(
      ({ fault }) =>
        () =>
          tryWebhookFault(fault).catch((error: unknown) => error),
    );
    outcomes = startSideBySide(works, 4);
  });

  for (const [index, { fault, outcome }] of cases.entries()) {
    itWhenBuilt()(fault, async () => expect(await outcomes[index]).toEqual(outcome), 300_000);
  }
  if (cases.length === 0) it.skip('PostgreSQL is there', () => undefined);
});

async function tryWebhookFault(fault: WebhookFault): Promise<WebhookOutcome> {
  const scene = await openScene(fault.includes('is stopped') ? binaries : null);
  try {
    return await ACTS[fault](scene).then(
      (told) => conclude(scene, told),
      (error: Error) => ({ sees: 'nothing', told: 'nothing', booked: 'nothing', log: nameEnd(error) }),
    );
  } finally {
    await endAll(scene);
    await scene.close();
  }
}

async function conclude(scene: Scene, told: string): Promise<WebhookOutcome> {
  // Everything the bot has sent.
  const sees = nameTexts(await followWhole(scene, () => 0), ANSWER);
  await endAll(scene);
  const database = await scene.database();
  await expectLedgerInvariants(database);
  const rows = await database.client.aiUsage.findMany({ where: { userId: OMID }, orderBy: { id: 'asc' } });
  const booked = rows.map(({ status }) => status).join(', ') || 'nothing';
  return { sees, told, booked, log: worstOf(scene.log()) };
}

/** Why the bot exited during startup. */
function nameEnd({ message }: Error): string {
  const [, why] = /^the program ended with 1: (.*)/.exec(message) ?? [];
  if (why === undefined) throw new Error(message);
  return `exits: ${why}`;
}

function worstOf(log: string): string {
  const lines = log.split('\n').flatMap((line) => (line ? [JSON.parse(line) as LogLine] : []));
  const worst = lines.find(({ level }) => level === 'error');
  return worst ? `error: ${worst.msg}` : 'nothing';
}
