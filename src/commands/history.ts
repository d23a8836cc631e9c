import { readDatabaseConfig } from '../config/read-config.ts';
import { fillHistory } from '../app/services/fill-history.ts';
import { systemClock } from '../foundation/clock.ts';
import { createLogger } from '../foundation/logger.ts';
import { openServices } from '../app/services/open-services.ts';
import { runProgram } from '../app/programs/run-program.ts';
import { commandEnvironment } from './setup/command-environment.ts';
import { wholeNumber } from './setup/command-line.ts';
import { createProgress } from './console/progress.ts';

const NUMBER = { type: 'string', value: 'N', accepts: /^\d+$/ } as const;

await runProgram({
  command: 'npm run history',
  purpose:
    'Fills an empty database with generated requests, raw rows and totals as the ledger would have left them, for trying things at size.',
  options: {
    requests: { ...NUMBER, default: '10000', meaning: 'how many requests' },
    days: { ...NUMBER, default: '30', meaning: 'over how many days, until today' },
    users: { ...NUMBER, default: '500', meaning: 'by how many people' },
    seed: { ...NUMBER, default: '1', meaning: 'another number makes other requests' },
  },
  run: async (values) => {
    const config = readDatabaseConfig(commandEnvironment());
    const request = {
      requests: wholeNumber('--requests', values.requests, 1, 100_000_000),
      days: wholeNumber('--days', values.days, 1, 3660),
      users: wholeNumber('--users', values.users, 1, 1_000_000),
      seed: wholeNumber('--seed', values.seed, 0, 4_294_967_295),
      now: systemClock.now(),
      timeZone: config.timeZone,
    };
    const logger = createLogger('warn', (text) => text, process.stderr);
    const services = await openServices(config, systemClock, logger);
    const progress = createProgress();
    const startedAt = systemClock.monotonicMs();
    const describe = (written: number) => {
      const seconds = ((systemClock.monotonicMs() - startedAt) / 1000).toFixed(1);
      return `${written} of ${request.requests} generated requests, ${seconds} s`;
    };
    try {
      await fillHistory(services, request, (written) => progress.show(describe(written)));
      progress.end();
      process.stdout.write(`${describe(request.requests)}\n`);
    } finally {
      await services.close();
    }
  },
});
