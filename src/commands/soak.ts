import { createScratchDatabases, LOCAL_SERVER } from '../tools/benchmarks/scratch-databases.ts';
import { soakAmongHostile } from '../tools/benchmarks/soak/hostile-soak.ts';
import { soak, type SoakOptions } from '../tools/benchmarks/soak/soak.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { runProgram } from '../app/programs/run-program.ts';
import { UsageError } from '../app/programs/usage-error.ts';
import { wholeNumber } from './setup/command-line.ts';

const ENGINES = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };

await runProgram({
  command: 'npm run soak',
  purpose: 'Runs the bot under a steady load and tells whether its memory and its answers stay level.',
  options: {
    minutes: { type: 'string', value: 'N', default: '30', meaning: 'how long' },
    rate: { type: 'string', value: 'N', default: '6', meaning: 'messages a second' },
    engine: { type: 'string', value: 'sqlite|postgresql', default: 'sqlite', meaning: 'the database' },
    hostile: {
      type: 'boolean',
      meaning: 'every other minute one person in ten is hostile: what do others notice?',
    },
  },
  run: async (values) => {
    const minutes = wholeNumber('--minutes', values.minutes, 3, 10_000);
    const messagesPerSecond = wholeNumber('--rate', values.rate, 1, 1_000);
    const wanted = ENGINES[values.engine as keyof typeof ENGINES];
    if (!wanted) throw new UsageError(`--engine must be sqlite or postgresql, not "${values.engine}"`);

    const scratches = await createScratchDatabases(loadEnvironment()['TEST_DATABASE_URL'] ?? LOCAL_SERVER);
    try {
      const scratch = scratches.find(({ name }) => name === wanted);
      if (!scratch) throw new Error('no PostgreSQL server at TEST_DATABASE_URL or 127.0.0.1:5432');
      const options = { databaseUrl: scratch.url, minutes, messagesPerSecond, report };
      const { table, isGood } = await (values.hostile ? besideHostile(options) : level(options));
      process.stdout.write(
        `\n${wanted}, ${minutes} minutes, ${messagesPerSecond} messages a second\n\n${table}`,
      );
      if (!isGood) process.exitCode = 1;
    } finally {
      await Promise.all(scratches.map((scratch) => scratch.remove()));
    }
  },
});

async function level(options: SoakOptions) {
  const { table, isLevel } = await soak(options);
  return { table, isGood: isLevel };
}

async function besideHostile(options: SoakOptions) {
  const { table, isFair } = await soakAmongHostile(options);
  return { table, isGood: isFair };
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
