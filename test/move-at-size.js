// Moves a generated history SQLite -> PostgreSQL -> SQLite at size and compares every row and the report, to the byte:
// `npm run test:move -- [requests] [server]`. The server's role must be allowed to create databases.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { fillHistory } from '../dist/app/fill-history.js';
import { openServices } from '../dist/app/open-services.js';
import { readDatabaseConfig } from '../dist/config/read-config.js';
import { move } from '../dist/database/archive/move.js';
import { systemClock } from '../dist/foundation/clock.js';
import { createLogger } from '../dist/foundation/logger.js';
import { renderJson } from '../dist/reports/render-json.js';

const [requests = '200000', server = 'postgresql://postgres@127.0.0.1:5432/postgres'] = process.argv.slice(2);
const now = new Date('2026-06-15T12:34:56Z');
/** Reports of the same moment are the same. */
const clock = { ...systemClock, now: () => now };
const logger = createLogger('error', (text) => text, process.stderr);
const name = `move_at_size_${process.pid}`;
const folder = await mkdtemp(join(tmpdir(), 'move-at-size-'));
const urls = [`file:${folder}/from.db`, new URL(`/${name}`, server).href, `file:${folder}/back.db`];

await onServer(`CREATE DATABASE ${name}`);
try {
  await withServices(urls[0], (services) => {
    const plan = { requests: Number(requests), days: 30, users: 5000, seed: 1, now, timeZone: 'UTC' };
    return fillHistory(services, plan, () => undefined);
  });
  const reports = [await readReport(urls[0])];
  const digests = [];
  for (const [from, to] of [urls.slice(0, 2), urls.slice(1)]) {
    const startedAt = performance.now();
    digests.push(await move({ from, to, expectUnused: async () => undefined }));
    reports.push(await readReport(to));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${requests} requests moved to ${to.split(':')[0]}: ${seconds} s, at most ${peak} MB of memory so far`,
    );
  }
  const same = new Set(reports).size === 1 && new Set(digests.map((one) => JSON.stringify(one))).size === 1;
  console.log(same ? 'the report and every row of every table are the same' : 'DIFFERENT');
  process.exitCode = same ? 0 : 1;
} finally {
  await rm(folder, { recursive: true });
  await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
}
process.exit();

/** @param {string} sql */
async function onServer(sql) {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** @param {string} url @param {(services: any) => Promise<any>} work */
async function withServices(url, work) {
  const services = await openServices(readDatabaseConfig({ DATABASE_URL: url }), clock, logger);
  try {
    return await work(services);
  } finally {
    await services.close();
  }
}

/** @param {string} url */
function readReport(url) {
  return withServices(url, async ({ reports }) =>
    JSON.stringify(renderJson(await reports.report({ days: 30 }))),
  );
}
