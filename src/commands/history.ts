import { parseArgs } from 'node:util';
import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { fillHistory } from '../app/fill-history.ts';
import { systemClock } from '../foundation/clock.ts';
import { createLogger } from '../foundation/logger.ts';
import { openServices } from '../app/open-services.ts';
import { runProgram } from '../app/run-program.ts';
import { wholeNumber } from './command-line.ts';

// npm run history -- --requests 1000000 --days 30 --users 5000 --seed 1
await runProgram(async () => {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '10000' },
      days: { type: 'string', default: '30' },
      users: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
    },
  });
  const config = readDatabaseConfig(loadEnvironment());
  const request = {
    requests: wholeNumber('--requests', values.requests, 1, 100_000_000),
    days: wholeNumber('--days', values.days, 1, 3660),
    users: wholeNumber('--users', values.users, 1, 1_000_000),
    seed: wholeNumber('--seed', values.seed, 0, 4_294_967_295),
    now: systemClock.now(),
    timeZone: config.timeZone,
  };
  const services = await openServices(
    config,
    systemClock,
    createLogger('warn', (text) => text, process.stderr),
  );
  try {
    const startedAt = systemClock.monotonicMs();
    await fillHistory(services, request, (written) => {
      if (written % 100_000 === 0 || written === request.requests) {
        const seconds = ((systemClock.monotonicMs() - startedAt) / 1000).toFixed(1);
        process.stdout.write(`${written} of ${request.requests} generated requests, ${seconds} s\n`);
      }
    });
  } finally {
    await services.close();
  }
});
