import { engineOf } from '../engine.ts';
import { ForeignDatabaseError } from '../migrations/foreign-database-error.ts';
import { readDatabaseAddress } from './database-address.ts';
import { DatabaseError } from './database-error.ts';
import { readFailure } from './failure-facts.ts';
import { NoDatabaseError } from './no-database-error.ts';
import { postgresProblem } from './postgres-problem.ts';
import { sqliteProblem } from './sqlite-problem.ts';

/** The setting, or the option of a program, that names the database. */
export type DatabaseSetting = 'DATABASE_URL' | 'DATABASE_READ_URL' | '--to';

/**
 * A failure to use the database that `url` names, in a sentence for the operator. Any other error, and one that is
 * explained already, is returned as it is.
 */
export function explainFailure(
  error: unknown,
  url: string,
  setting: DatabaseSetting = 'DATABASE_URL',
): unknown {
  const engine = engineOf(url);
  if (!engine || error instanceof DatabaseError) return error;
  const address = readDatabaseAddress(url);
  const facts = readFailure(error);
  const problem =
    ownProblem(error) ?? (engine === 'sqlite' ? sqliteProblem(facts) : postgresProblem(facts, address));
  // The cause is left out: drivers' words hold addresses, and the sentence says it all.
  return problem === null ? error : new DatabaseError(`${setting} (${address.shown}) ${problem}.`);
}

function ownProblem(error: unknown): string | null {
  if (error instanceof ForeignDatabaseError)
    return `${error.message}. Name a database of the bot's own; the bot makes its tables in an empty one by itself`;
  if (!(error instanceof NoDatabaseError)) return null;
  const meant = error.others.length > 0 ? ` Beside it there is ${error.others.join(', ')}.` : '';
  return `names no database of the bot: there is no database there.${meant} Correct the address; npm start or npm run migrate makes a new one`;
}
