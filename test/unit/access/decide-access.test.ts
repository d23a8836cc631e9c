import { decideAccess, type AccessMode, type AccessRules } from '../../../src/access/decide-access.ts';
import type { AccessRow, AccessState } from '../../../src/database/admin/access-store.ts';

const NOW = new Date('2026-11-29T23:30:00Z');
const PERSON = 7;
const GROUP = -100_123;
const ADMIN = 1;

function row(accountId: number, state: AccessState, until: string | null = null): AccessRow {
  return {
    accountId: BigInt(accountId),
    state,
    until: until === null ? null : new Date(until),
    title: 'x',
    username: null,
    locale: null,
    telegramLanguage: null,
    askedBy: null,
    decidedBy: null,
    version: 1,
    changedAt: NOW,
    announcedAt: null,
  };
}

function decide(
  mode: AccessMode,
  rows: AccessRow[] = [],
  { personId = PERSON, groupId = null as number | null, allowedIds = [] as number[], now = NOW } = {},
) {
  const rules: AccessRules = { mode, allowedIds, adminIds: [ADMIN] };
  return decideAccess({ personId, groupId }, new Map(rows.map((one) => [one.accountId, one])), rules, now);
}

describe('who is answered', () => {
  it('is everybody under open, and only whoever was let in under request and closed', () => {
    const modes = ['open', 'request', 'closed'] as const;
    expect(modes.map((mode) => decide(mode))).toEqual(['admitted', 'unknown', 'unknown']);
    const admitted = [row(PERSON, 'admitted')];
    expect(modes.map((mode) => decide(mode, admitted))).toEqual(['admitted', 'admitted', 'admitted']);
  });

  it.each([
    ['over midnight', '2026-11-29T23:30:00Z'],
    ['over the night in which clocks are put forward', '2026-03-28T23:30:00Z'],
    ['over the night in which they are put back', '2026-10-24T23:30:00Z'],
    ['over a leap day', '2028-02-28T23:30:00Z'],
  ])('is whoever was let in for a day, %s, for 24 hours', (_, begin) => {
    const at = (ms: number) => new Date(Date.parse(begin) + ms);
    const rows = [row(PERSON, 'admitted', at(86_400_000).toISOString())];
    const verdicts = [0, 86_399_999, 86_400_000, 90_000_000].map((ms) =>
      decide('request', rows, { now: at(ms) }),
    );
    expect(verdicts).toEqual(['admitted', 'admitted', 'unknown', 'unknown']);
    // A clock that was set back lets nobody out before their time.
    expect(decide('request', rows, { now: at(-3_600_000) })).toBe('admitted');
  });

  it('is nobody who is blocked, alone or in a group that is let in', () => {
    const rows = [row(PERSON, 'blocked'), row(GROUP, 'admitted')];
    for (const mode of ['open', 'request', 'closed'] as const) {
      expect(decide(mode, rows)).toBe('blocked');
      expect(decide(mode, rows, { groupId: GROUP })).toBe('blocked');
    }
  });

  it('is nobody of a group that is blocked, but an admin', () => {
    const rows = [row(PERSON, 'admitted'), row(GROUP, 'blocked')];
    expect(decide('open', rows, { groupId: GROUP })).toBe('blocked');
    expect(decide('request', rows, { groupId: GROUP, personId: ADMIN })).toBe('admitted');
  });

  it('is every member of a group that is let in, and nobody elsewhere for that', () => {
    const rows = [row(GROUP, 'admitted')];
    expect(decide('request', rows, { groupId: GROUP })).toBe('admitted');
    expect(decide('request', rows)).toBe('unknown');
  });

  it('is nobody in a group that is not let in, though they are in themselves', () => {
    expect(decide('request', [row(PERSON, 'admitted')], { groupId: GROUP })).toBe('unknown');
  });

  it('ends with an admission that was for a day, over midnight too', () => {
    const rows = [row(PERSON, 'admitted', '2026-11-30T10:00:00Z')];
    expect(decide('request', rows)).toBe('admitted');
    expect(decide('request', rows, { now: new Date('2026-11-30T09:59:59Z') })).toBe('admitted');
    expect(decide('request', rows, { now: new Date('2026-11-30T10:00:00Z') })).toBe('unknown');
    // A clock that was set back lets nobody in for longer than until that moment.
    expect(decide('request', rows, { now: new Date('2026-11-01T00:00:00Z') })).toBe('admitted');
  });

  it('is whoever ALLOWED_IDS names, unless an admin blocked them since', () => {
    expect(decide('closed', [], { allowedIds: [PERSON] })).toBe('admitted');
    expect(decide('closed', [], { allowedIds: [GROUP], groupId: GROUP })).toBe('admitted');
    expect(decide('closed', [row(PERSON, 'blocked')], { allowedIds: [PERSON] })).toBe('blocked');
    expect(decide('request', [row(PERSON, 'asked')], { allowedIds: [PERSON] })).toBe('admitted');
  });

  it('is an admin, even one whom another blocked before', () => {
    expect(decide('closed', [row(ADMIN, 'blocked')], { personId: ADMIN })).toBe('admitted');
  });

  it('is not yet whoever waits', () => {
    expect(decide('request', [row(PERSON, 'asked')])).toBe('waiting');
    expect(decide('request', [row(PERSON, 'noted')])).toBe('unknown');
  });
});
