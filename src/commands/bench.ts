import { benchmarkBookings } from '../tools/benchmarks/bookings-benchmark.ts';
import { benchmarkCrowd } from '../tools/benchmarks/crowd-benchmark.ts';
import { benchmarkLedger } from '../tools/benchmarks/ledger-benchmark.ts';
import { benchmarkMonths } from '../tools/benchmarks/months-benchmark.ts';
import { benchmarkReport } from '../tools/benchmarks/report-benchmark.ts';
import { createScratchDatabases, LOCAL_SERVER } from '../tools/benchmarks/scratch-databases.ts';
import { benchmarkSize } from '../tools/benchmarks/size-benchmark.ts';
import { benchmarkStart } from '../tools/benchmarks/start-benchmark.ts';
import { benchmarkThroughput } from '../tools/benchmarks/throughput-benchmark.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { runProgram } from '../app/programs/run-program.ts';
import { wholeNumber } from './setup/command-line.ts';

await runProgram({
  command: 'npm run bench',
  purpose: 'Runs the benchmarks, each printed with its ratio to its reference.',
  options: {
    requests: {
      type: 'string',
      value: 'N',
      default: '1000000',
      meaning: 'in the database of the benchmark of reports',
      accepts: /^\d+$/,
    },
  },
  run: async (values) => {
    const requests = wholeNumber('--requests', values.requests, 10_000, 100_000_000);
    const postgresUrl = loadEnvironment()['TEST_DATABASE_URL'] ?? LOCAL_SERVER;

    print(await benchmarkStart());
    const scratches = await createScratchDatabases(postgresUrl);
    if (scratches.length === 1)
      print('PostgreSQL is left out: no server at TEST_DATABASE_URL or 127.0.0.1:5432\n');
    for (const scratch of await createScratchDatabases(postgresUrl)) {
      print(await benchmarkSize(scratch));
      await scratch.remove();
    }
    if (scratches.length > 1) print(await benchmarkMonths(postgresUrl));
    for (const scratch of scratches) {
      print(await benchmarkLedger(scratch));
      print(await benchmarkBookings(scratch));
      print(await benchmarkCrowd(scratch));
      await scratch.remove();
    }
    print(await benchmarkThroughput(postgresUrl));
    print(await benchmarkReport(postgresUrl, requests));
  },
});

function print(text: string): void {
  process.stdout.write(text);
}
