import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ADMIN } from '../support/bot/running-bot.ts';
import { startReplicas, type Replicas } from '../support/bot/replicas.ts';
import { ACCIDENTS, type Accident } from '../support/cluster/accidents.ts';
import { startCluster, type Cluster } from '../support/cluster/cluster.ts';
import { missingPrograms } from '../support/cluster/programs.ts';
import { describeTimes, startLoad, waitWithPrimary, type Asked } from '../support/cluster/steady-load.ts';
import { watchPrimary, type Span } from '../support/cluster/watch-primary.ts';
import { expectLedgerInvariants } from '../support/database/ledger-invariants.ts';
import { startPooler, type Pooler } from '../support/database/pooler.ts';
import { findBinaries } from '../support/database/postgres-server.ts';
import { until } from '../support/until.ts';

/** `npm run test:cluster -- CLUSTER_TIMES=1 CLUSTER_POOLER=1` */
const TIMES = Number(process.env['CLUSTER_TIMES'] ?? 10);
const HAS_POOLER = process.env['CLUSTER_POOLER'] === '1';
const ONLY = process.env['CLUSTER_ONLY'];
const REPLICAS = 2;
const PEOPLE = Array.from({ length: 12 }, (_, index) => 20_000 + index);
/** As in docs/scaling.md: without the last two, PgBouncer makes people wait long after the primary is back. */
const POOLER = { ignore_startup_parameters: 'options', server_login_retry: '1', query_wait_timeout: '10' };
/** How long people may wait for an answer while the cluster has a primary. */
const AIM_MS = 30_000;
/** How long everything is well between two accidents. */
const CALM_MS = 4_000;
const ARTIFACTS = new URL('../artifacts/cluster/', import.meta.url);

const say = (text: string) =>
  void process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);

/** By hand only, because it takes three servers, Patroni and many minutes. */
const describeByHand = process.env['TEST_CLUSTER'] ? describe : describe.skip;

describeByHand('a cluster whose primary fails over under load', () => {
  let cluster: Cluster;
  let pooler: Pooler | undefined;
  let replicas: Replicas;

  beforeAll(async () => {
    const binaries = await findBinaries();
    const missing = [...missingPrograms(), ...(binaries ? [] : ['postgresql'])];
    if (!binaries || missing.length > 0) throw new Error(`not installed: ${missing.join(', ')}`);
    cluster = await startCluster(binaries);
    if (HAS_POOLER) pooler = await startPooler(cluster.url, POOLER);
    replicas = await startReplicas(REPLICAS, {
      database: { url: pooler?.url ?? cluster.url, remove: async () => undefined },
      providers: {
        groq: {
          latencyMs: 300,
          answer: (messages) => `You said: ${messages.at(-1)?.text ?? ''}`,
          limits: { requests: 1_000_000, tokens: 1_000_000_000 },
        },
      },
    });
  }, 600_000);
  afterAll(async () => {
    await keepLogs(replicas);
    await replicas?.close();
    await pooler?.stop();
    await cluster?.close();
  }, 600_000);

  it('loses nothing, doubles nothing, and answers everybody', async () => {
    const { telegram } = replicas.surroundings;
    const load = startLoad(telegram, PEOPLE);
    const watch = watchPrimary(cluster);
    await until(() => load.answered().length >= PEOPLE.length);
    const goneByAccident: number[] = [];
    const accidents = ACCIDENTS.filter(({ name }) => !ONLY || name.includes(ONLY));
    for (const accident of accidents)
      for (let time = 0; time < (accident.isRepeated ? TIMES : 1); time++) {
        const from = Date.now();
        const goneBefore = countOf(replicas, '🔴');
        await happen(cluster, accident, time);
        goneByAccident.push(countOf(replicas, '🔴') - goneBefore);
        report(accident, { from, to: Date.now() }, load.answered(), watch.gaps(), replicas);
      }
    await load.end();
    await watch.stop();
    await untilSettled(replicas);
    reportAll(load.answered(), watch.gaps(), replicas);
    await expectNothingLostOrDoubled(replicas, load.answered());
    expectAdminsToldOnce(replicas, goneByAccident);
  }, 3_600_000);
});

async function happen(cluster: Cluster, { strike, heal }: Accident, time: number): Promise<void> {
  const before = await cluster.primary();
  const struck = await strike(cluster, time);
  await heal?.(cluster, struck);
  await cluster.untilWhole();
  await delay(CALM_MS);
  say(`primary: ${before?.name} -> ${(await cluster.primary())?.name}`);
}

function report(
  { name }: Accident,
  span: Span,
  answered: readonly Asked[],
  gaps: readonly Span[],
  replicas: Replicas,
): void {
  const meanwhile = answered.filter(({ to }) => to >= span.from);
  const gone = span.to - span.from - waitWithPrimary(span, gaps);
  say(
    `${name}: ${meanwhile.length} answered, ${describeTimes(meanwhile.map(({ from, to }) => to - from))}; ` +
      `no primary for ${(gone / 1_000).toFixed(1)} s; admins told ${notices(replicas).join(' ') || 'nothing'}`,
  );
}

function reportAll(answered: readonly Asked[], gaps: readonly Span[], replicas: Replicas): void {
  const all = answered.map(({ from, to }) => to - from);
  const withPrimary = answered.map((asked) => waitWithPrimary(asked, gaps));
  const outages = replicas
    .running()
    .map(({ program }) => program.log().split('the database is away').length - 1);
  say(`${answered.length} questions: ${describeTimes(all)}`);
  say(`without the times that had no primary: ${describeTimes(withPrimary)}`);
  say(
    `outages that each replica noticed: ${outages.join(', ')}; admins told: ${notices(replicas).join(' ')}`,
  );
  say(`aim of 30 s: ${Math.max(...withPrimary) <= AIM_MS ? 'met' : 'MISSED'}`);
}

/** The notices of outages that admins got, as their first sign. */
function notices({ surroundings }: Replicas): string[] {
  return surroundings.telegram.messages(ADMIN).flatMap(({ text }) => /^[🔴🟢]/u.exec(text) ?? []);
}

/** Resolves when nothing is under way, and nothing waits to be booked. */
async function untilSettled({ surroundings }: Replicas): Promise<void> {
  const { client } = await surroundings.database();
  await until(async () => {
    const pending = await client.aiUsage.count({ where: { status: 'pending' } });
    const waiting = await client.inbox.count({ where: { handledAt: null } });
    return pending === 0 && waiting === 0 && surroundings.telegram.pendingUpdates() === 0;
  });
}

async function expectNothingLostOrDoubled(
  { surroundings }: Replicas,
  answered: readonly Asked[],
): Promise<void> {
  const database = await surroundings.database();
  const asked = surroundings
    .provider('groq')
    .requests.filter(({ kind }) => kind === 'chat')
    .map(({ messages }) => messages.at(-1)?.text ?? '');
  const rows = await database.client.aiUsage.findMany();
  say(`the provider saw ${asked.length} requests; the ledger has ${rows.length} rows`);
  const questions = answered.map(({ text }) => text).toSorted();
  const said = PEOPLE.flatMap((person) =>
    surroundings.telegram
      .messages(person)
      .filter(({ by, draft }) => by === 'bot' && draft === null)
      .map(({ text }) => /Question \d+ of \d+\./.exec(text)?.[0] ?? text),
  );
  expect(differences(said, questions)).toEqual([]);
  expect(differences(asked, questions)).toEqual([]);
  expect(rows.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(rows).toHaveLength(asked.length);
  await expectLedgerInvariants(database);
}

/** What is more or less often in `found` than in `wanted`. */
function differences(found: readonly string[], wanted: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const text of wanted) counts.set(text, (counts.get(text) ?? 0) - 1);
  return [...counts].flatMap(([text, count]) =>
    count === 0 ? [] : [`${count > 0 ? '+' : ''}${count} ${text}`],
  );
}

/** Every replica speaks for itself (docs/decisions/0011-outage-notices-from-each-replica.md). */
function expectAdminsToldOnce(replicas: Replicas, goneByAccident: readonly number[]): void {
  expect(Math.max(...goneByAccident)).toBeLessThanOrEqual(REPLICAS);
  expect(countOf(replicas, '🔴')).toBe(countOf(replicas, '🟢'));
  expect(countOf(replicas, '🔴')).toBeGreaterThan(0);
}

function countOf(replicas: Replicas, sign: string): number {
  return notices(replicas).filter((other) => other === sign).length;
}

async function keepLogs(replicas: Replicas | undefined): Promise<void> {
  await mkdir(ARTIFACTS, { recursive: true });
  for (const [index, { program }] of (replicas?.running() ?? []).entries())
    await writeFile(new URL(`replica-${index}.log`, ARTIFACTS), program.log());
}
