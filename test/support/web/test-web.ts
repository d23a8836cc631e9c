import { connect } from 'node:net';
import { createDashboardAccessStore } from '../../../src/database/admin/dashboard-access-store.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { createLogger } from '../../../src/foundation/logger.ts';
import { signInitData } from '../../../src/tools/stand-ins/telegram/sign-init-data.ts';
import { createDashboardAccess } from '../../../src/web/access/dashboard-access.ts';
import { startWebServer } from '../../../src/web/start-web-server.ts';
import { createWebApp } from '../../../src/web/web-app.ts';
import type { WebOptions } from '../../../src/web/routes/web-options.ts';
import { sampleDetails, sampleReport } from '../../unit/reports/sample-report.ts';
import { openTestDatabase } from '../database/test-database.ts';

export const TOKEN = '1000000001:stand-in-token';
export const ADMIN = 9_001;

export interface TestWeb {
  url: string;
  port: number;
  /** What was logged as an error. */
  log: string[];
  /** The Authorization header of an admin whom Telegram vouches for. */
  admin: () => string;
  /** Writes `bytes` to a connection and resolves with what comes back until it closes, or after `waitMs`. */
  raw(bytes: string, waitMs?: number): Promise<string>;
  /** Writes `head` and then a letter each half second, until the server closes or `waitMs` are over. */
  drip(head: string, waitMs: number): Promise<{ received: string; seconds: number }>;
  stop(): Promise<void>;
}

/** The real server with the real database of sessions; its report is one whose numbers are known. */
export async function startTestWeb(overrides: Partial<WebOptions> = {}): Promise<TestWeb> {
  const { database, remove } = await openTestDatabase('sqlite');
  const log: string[] = [];
  const app = createWebApp({
    access: createDashboardAccess({
      store: createDashboardAccessStore(database),
      botToken: TOKEN,
      adminIds: [ADMIN],
      clock: systemClock,
    }),
    reports: { report: async () => sampleReport(), details: async () => sampleDetails() },
    viewerOf: async () => ({
      name: 'Ada',
      locale: 'en',
      digits: 'latin',
      calendar: 'gregorian',
      timeZone: 'UTC',
    }),
    listAlerts: async () => [],
    listRequests: async () => [],
    readRequestPage: async () => ({ columns: ['id'], rows: [], isLast: true }),
    listAccess: async () => [],
    recentActs: async () => [],
    countAccess: async () => new Map(),
    readNames: async () => new Map(),
    failing: async () => [],
    metrics: { page: async () => ({ text: 'up 1\n', contentType: 'text/plain; version=0.0.4' }) },
    metricsToken: null,
    apiToken: null,
    publicUrl: null,
    timeZone: 'UTC',
    webhookSecret: null,
    receiveUpdate: async () => false,
    isOutage: () => false,
    clock: systemClock,
    logger: createLogger('error', (text) => text, { write: (line) => log.push(line) }),
    ...overrides,
  });
  const server = await startWebServer(app, {
    port: 0,
    host: '127.0.0.1',
    isBehindProxy: false,
    clock: systemClock,
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    log,
    admin: () => `tma ${signInitData(TOKEN, { id: ADMIN, is_bot: false, first_name: 'Ada' }, Date.now())}`,
    raw: (bytes, waitMs = 3_000) => exchange(server.port, bytes, waitMs),
    drip: async (head, waitMs) => {
      const startedAt = performance.now();
      const received = await exchange(server.port, head, waitMs, 500);
      return { received, seconds: (performance.now() - startedAt) / 1000 };
    },
    stop: async () => {
      await server.stop(0);
      await remove();
    },
  };
}

function exchange(port: number, bytes: string, waitMs: number, dripMs?: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const dripping = dripMs ? setInterval(() => socket.write('x'), dripMs) : undefined;
    const end = () => {
      clearTimeout(timer);
      clearInterval(dripping);
      socket.destroy();
      resolve(received);
    };
    const timer = setTimeout(end, waitMs);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (received += text));
    socket.on('close', end);
    // A server that refuses may close before everything was written.
    socket.on('error', end);
    socket.write(bytes);
  });
}
