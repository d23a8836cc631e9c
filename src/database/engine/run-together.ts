import type { Connection, Statement } from './connection.ts';
import { placeholders } from './sql-dialect.ts';

/** PostgreSQL's function `run_together` passes no more parameters to a statement. */
export const MAX_PARAMETERS = 6;
/** PostgreSQL calls a function with at most a hundred arguments, the first of which holds the statements. */
const MAX_ARGUMENTS = 99;

/**
 * Runs statements in one round trip through PostgreSQL's function `run_together`, or in a few when they have more than
 * 99 parameters. No statement may have more than `MAX_PARAMETERS`.
 */
export async function runTogether(connection: Connection, statements: readonly Statement[]): Promise<void> {
  for (const group of groupsOf(statements)) await runGroup(connection, group);
}

/** Whether `runTogether` needs no more than one round trip, which is then all or nothing. */
export function isOneTrip(statements: readonly Statement[]): boolean {
  return groupsOf(statements).length <= 1;
}

function groupsOf(statements: readonly Statement[]): Statement[][] {
  const groups: Statement[][] = [];
  let free = 0;
  for (const statement of statements) {
    const count = statement.parameters.length;
    const last = groups.at(-1);
    if (last && count <= free) {
      last.push(statement);
      free -= count;
    } else {
      groups.push([statement]);
      free = MAX_ARGUMENTS - count;
    }
  }
  return groups;
}

async function runGroup(connection: Connection, group: readonly Statement[]): Promise<void> {
  const [first] = group;
  if (first && group.length === 1) {
    await connection.$executeRawUnsafe(first.sql, ...first.parameters);
    return;
  }
  const counts = group.map(({ sql, parameters }) => [sql, parameters.length]);
  const parameters = group.flatMap((statement) => statement.parameters);
  const values = parameters.length > 0 ? placeholders(parameters.length, 2) : "VARIADIC '{}'";
  await connection.$queryRawUnsafe(
    `SELECT 1 AS done FROM run_together($1::jsonb, ${values})`,
    JSON.stringify(counts),
    ...parameters,
  );
}
