import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { expectLedgerInvariants, readReservedTokens } from '../../support/database/ledger-invariants.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger, wholeClaim } from '../../support/database/test-ledger.ts';
import { processOwner } from '../../../src/usage/ledger/interrupted.ts';

/** The name of this machine in rows. */
const [MACHINE = ''] = processOwner().split('/');

const SELF = `${MACHINE}/${process.pid}/self`;
const LEASE_MS = 120_000;

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const bootId = () => readFileSync(BOOT_ID, 'utf8').trim();
const itWithBootId = existsSync(BOOT_ID) ? it : it.skip;

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describeOnEachEngine('recovery', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;

  beforeEach(() => {
    clock = new SteppingClock('2026-11-21T12:00:00Z');
  });

  const ledgerOf = (owner: string) => openTestLedger(database(), { clock, owner });
  const statuses = async () => (await database().client.aiUsage.findMany()).map(({ status }) => status);

  async function leaveBehind(owner: string) {
    const booking = await ledgerOf(owner).book(chatRequest({ budget: wholeClaim(500, 1_000) }));
    if (!booking) throw new Error('the booking was refused');
    return booking;
  }

  it('settles what a dead process of this machine left, with its estimate marked as one', async () => {
    await leaveBehind(`${MACHINE}/${await deadPid()}/gone`);
    clock.advance(1_000);
    expect(await ledgerOf(SELF).recover()).toBe(1);
    const [row] = await database().client.aiUsage.findMany();
    expect(row).toMatchObject({
      status: 'interrupted',
      promptTokens: 40,
      completionTokens: 0,
      totalTokens: 40,
      tokensEstimated: true,
      latencyMs: 1_000,
      leaseOwner: null,
    });
    expect(row?.costPicoUsd).toBeGreaterThan(0n);
    expect(await readReservedTokens(database())).toBe(0);
    await expectLedgerInvariants(database());
  });

  it('charges for the announced seconds of a recording whose transcript nobody waited for', async () => {
    const owner = `${MACHINE}/${await deadPid()}/gone`;
    const recording = {
      actionType: 'Transcription',
      model: 'whisper-large-v3',
      estimatedPromptTokens: 0,
    } as const;
    await ledgerOf(owner).book(chatRequest({ ...recording, estimatedAudioSeconds: 90 }));
    expect(await ledgerOf(SELF).recover()).toBe(1);
    const [row] = await database().client.aiUsage.findMany();
    const estimate = { audioSeconds: 90, totalTokens: null, tokensEstimated: true, costSource: 'catalogue' };
    expect(row).toMatchObject({ status: 'interrupted', ...estimate });
    // $0.111 an hour.
    expect(Number(row?.costEstimate)).toBeCloseTo((0.111 / 3600) * 90, 8);
    await expectLedgerInvariants(database());
  });

  it('settles what a former process with its own number left', async () => {
    await leaveBehind(`${MACHINE}/${process.pid}/former`);
    expect(await ledgerOf(SELF).recover()).toBe(1);
  });

  it('leaves its own requests alone, also when they take long', async () => {
    await leaveBehind(SELF);
    clock.advance(10 * LEASE_MS);
    expect(await ledgerOf(SELF).recover()).toBe(0);
    expect(await statuses()).toEqual(['pending']);
  });

  it('leaves those of a living process of this machine alone', async () => {
    await leaveBehind(`${MACHINE}/${process.ppid}/parent`);
    expect(await ledgerOf(SELF).recover()).toBe(0);
  });

  itWithBootId(
    'leaves those of before the machine started anew to their lease, as a copy of it may live',
    async () => {
      const former = MACHINE.replace(bootId(), randomUUID());
      await leaveBehind(`${former}/${await deadPid()}/gone`);
      clock.advance(LEASE_MS - 1);
      expect(await ledgerOf(SELF).recover()).toBe(0);
      clock.advance(1);
      expect(await ledgerOf(SELF).recover()).toBe(1);
    },
  );

  it.each([
    ['leaves those of another machine alone while their lease holds', LEASE_MS - 1, 0],
    ['settles those of another machine once their lease has passed', LEASE_MS, 1],
  ])('%s', async (_, age, recovered) => {
    await leaveBehind('elsewhere/1/other');
    clock.advance(age);
    expect(await ledgerOf(SELF).recover()).toBe(recovered);
  });

  it('counts once what two replicas recover at the same moment', async () => {
    for (let index = 0; index < 2; index++) await leaveBehind('elsewhere/1/other');
    clock.advance(LEASE_MS);
    await Promise.all([ledgerOf(SELF).recover(), ledgerOf('third/1/c').recover()]);
    const [totals] = await database().client.aiUsageSummary.findMany();
    expect(totals).toMatchObject({ requests: 2, status: 'interrupted' });
    await expectLedgerInvariants(database());
  });

  it('is not undone by the answer of a process that was thought dead', async () => {
    const booking = await leaveBehind('elsewhere/1/other');
    clock.advance(LEASE_MS);
    await ledgerOf(SELF).recover();
    await ledgerOf('elsewhere/1/other').settle(booking, answered(100, 20));
    expect(await statuses()).toEqual(['interrupted']);
    await expectLedgerInvariants(database());
  });

  it('says nothing about the provider', async () => {
    await leaveBehind('elsewhere/1/other');
    clock.advance(LEASE_MS);
    await ledgerOf(SELF).recover();
    expect(await database().client.providerOutcome.count()).toBe(0);
  });
});
