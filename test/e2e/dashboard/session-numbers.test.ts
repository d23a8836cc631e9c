import { createDashboardAccessStore } from '../../../src/database/admin/dashboard-access-store.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import type { Report } from '../../../src/reports/model/report.ts';
import { createDashboardAccess, type DashboardAccess } from '../../../src/web/access/dashboard-access.ts';
import { sampleDetails, sampleReport } from '../../unit/reports/sample-report.ts';
import { openTestDatabase } from '../../support/database/test-database.ts';
import { ADMIN, startTestWeb, TOKEN, type TestWeb } from '../../support/web/test-web.ts';

interface Answer {
  status: number;
  body: { token?: string; error?: string; numbers?: { report: object } | null };
}

describe('the numbers that come with a session', () => {
  let web: TestWeb;
  let access: DashboardAccess;
  let removeDatabase: () => Promise<void>;
  let readReport: (days: number) => Promise<Report>;
  beforeAll(async () => {
    const { database, remove } = await openTestDatabase('sqlite');
    const store = createDashboardAccessStore(database);
    access = createDashboardAccess({ store, botToken: TOKEN, adminIds: [ADMIN], clock: systemClock });
    removeDatabase = remove;
    web = await startTestWeb({
      access,
      reports: { report: ({ days }) => readReport(days), details: async () => sampleDetails() },
    });
  });
  beforeEach(() => {
    readReport = async () => sampleReport();
  });
  afterAll(async () => {
    expect(web.log).toEqual([]);
    await web.stop();
    await removeDatabase();
  });

  async function openSession(body: object): Promise<Answer> {
    const response = await fetch(`${web.url}/api/session`, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }
  const initData = () => web.admin().slice('tma '.length);
  const get = async (path: string): Promise<object> => {
    const response = await fetch(`${web.url}${path}`, { headers: { authorization: web.admin() } });
    return (await response.json()) as object;
  };

  it.each(['link', 'initData'] as const)('are those that the API has on its own: %s', async (way) => {
    const proof = way === 'link' ? { link: await access.createLink(ADMIN) } : { initData: initData() };
    const { status, body } = await openSession({ ...proof, days: 90, limit: 25 });
    expect(status).toBe(200);
    expect(body.numbers).toEqual({
      report: await get('/api/ai-usage?days=90'),
      ...(await get('/api/alerts')),
      ...(await get('/api/requests?limit=25')),
    });
  });

  it('are none for whoever asks for none', async () => {
    const { body } = await openSession({ initData: initData() });
    expect(Object.keys(body)).toEqual(['token', 'expiresAt', 'viewer']);
  });

  it('are none for whoever is not let in', async () => {
    const used = await access.createLink(ADMIN);
    await openSession({ link: used });
    for (const proof of [{}, { link: used }, { initData: initData().slice(1) }]) {
      const { status, body } = await openSession({ ...proof, days: 30 });
      expect([status, Object.keys(body)]).toEqual([401, ['error']]);
    }
    const { status, body } = await openSession({ link: await access.createLink(ADMIN + 1), days: 30 });
    expect([status, body]).toEqual([403, { error: 'not_admin' }]);
  });

  it.each([
    { days: 0 },
    { days: 367 },
    { days: '30' },
    { days: null },
    { days: { toString: 1 } },
    { days: 30, limit: 101 },
    { days: 30, limit: [5] },
  ])('are refused when they cannot be, and the link is not used up: %j', async (wish) => {
    const link = await access.createLink(ADMIN);
    const { status, body } = await openSession({ link, ...wish });
    expect([status, body]).toEqual([400, { error: 'limit' in wish ? 'limit' : 'days' }]);
    expect((await openSession({ link })).status).toBe(200);
  });

  it('keep nobody from a session when they cannot be read, or take longer', async () => {
    readReport = () => Promise.reject(new Error('disk full'));
    const broken = await openSession({ link: await access.createLink(ADMIN), days: 31 });
    expect([broken.status, broken.body.numbers]).toEqual([200, null]);
    readReport = () => new Promise(() => undefined);
    const slow = await openSession({ link: await access.createLink(ADMIN), days: 32 });
    expect([slow.status, slow.body.numbers]).toEqual([200, null]);
    expect(await access.enterBySession(slow.body.token ?? '')).toEqual({ adminId: ADMIN });
  });
});
