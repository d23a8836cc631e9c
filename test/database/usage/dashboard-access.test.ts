import { createDashboardAccessStore } from '../../../src/database/admin/dashboard-access-store.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { createDashboardAccess } from '../../../src/web/access/dashboard-access.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine, openTestDatabase } from '../../support/database/test-database.ts';

const ADMIN = 900;
const LINK_MS = 300_000;
const SESSION_MS = 3_600_000;

describeOnEachEngine('who may see the dashboard, and how long', (engine) => {
  let database: Database;
  let remove: () => Promise<void>;
  let clock: SteppingClock;
  beforeAll(async () => {
    ({ database, remove } = await openTestDatabase(engine));
  });
  afterAll(() => remove());
  beforeEach(() => {
    clock = new SteppingClock('2026-11-22T12:00:00Z');
  });

  const accessFor = (adminIds: readonly number[]) =>
    createDashboardAccess({
      store: createDashboardAccessStore(database),
      botToken: '1:token',
      adminIds,
      clock,
    });

  it('opens a link for five minutes, and once', async () => {
    const access = accessFor([ADMIN]);
    const [early, late] = [await access.createLink(ADMIN), await access.createLink(ADMIN)];
    clock.advance(LINK_MS - 1);
    expect(await access.enterByLink(early)).toEqual({ adminId: ADMIN });
    expect(await access.enterByLink(early)).toBe('used');
    clock.advance(1);
    expect(await access.enterByLink(late)).toBe('expired');
    expect(await access.enterByLink(early)).toBe('used');
  });

  it('gives a link back to whoever went away before it opened', async () => {
    const access = accessFor([ADMIN]);
    const link = await access.createLink(ADMIN);
    expect(await access.enterByLink(link, AbortSignal.abort())).toBe('invalid');
    expect(await access.enterByLink(link, new AbortController().signal)).toEqual({ adminId: ADMIN });
    expect(await access.enterByLink(link, AbortSignal.abort())).toBe('used');
    expect(await access.enterByLink(link)).toBe('used');
  });

  it('keeps a session for an hour, or until it is ended', async () => {
    const access = accessFor([ADMIN]);
    const { token, expiresAt } = await access.openSession(ADMIN);
    expect(expiresAt).toEqual(new Date('2026-11-22T13:00:00Z'));
    clock.advance(SESSION_MS - 1);
    expect(await access.enterBySession(token)).toEqual({ adminId: ADMIN });
    clock.advance(1);
    expect(await access.enterBySession(token)).toBe('invalid');
    const other = await access.openSession(ADMIN);
    await access.endSession(other.token);
    expect(await access.enterBySession(other.token)).toBe('invalid');
  });

  it('asks again with every request whether somebody is an admin', async () => {
    const before = accessFor([ADMIN]);
    const { token } = await before.openSession(ADMIN);
    const link = await before.createLink(ADMIN);
    const after = accessFor([901]);
    expect(await after.enterBySession(token)).toBe('not_admin');
    expect(await after.enterByLink(link)).toBe('not_admin');
  });

  it('hands out what nobody can guess, and takes nothing else to the database', async () => {
    const access = accessFor([ADMIN]);
    const secrets = await Promise.all(Array.from({ length: 50 }, () => access.createLink(ADMIN)));
    expect(new Set(secrets).size).toBe(50);
    // 43 letters of base64url are 256 bits.
    expect(secrets.every((secret) => /^[\w-]{43}$/.test(secret))).toBe(true);
    const wrong = [
      '',
      'x',
      `${secrets[0]} `,
      `${secrets[0]}%00`,
      `${secrets[0]?.slice(0, -1)}!`,
      '٣'.repeat(43),
    ];
    for (const one of wrong) {
      expect(await access.enterByLink(one)).toBe('invalid');
      expect(await access.enterBySession(one)).toBe('invalid');
    }
    expect(await access.enterBySession(secrets[1] ?? '')).toBe('invalid');
  });
});
