import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { openDatabase } from '../database/open-database.ts';
import { runProgram } from '../run-program.ts';

// npm run migrate
await runProgram(async () => {
  const config = readDatabaseConfig(loadEnvironment());
  const database = await openDatabase({ url: config.databaseUrl });
  try {
    const applied = await database.migrate();
    const lines = applied.map((name) => `applied ${name}\n`).join('');
    process.stdout.write(lines || 'the database is up to date\n');
  } finally {
    await database.close();
  }
});
