import { Worker } from 'node:worker_threads';
import { Client } from 'pg';

/** What a message to SQLite's thread asks for. */
interface Asked {
  kind?: string;
  statement?: { sql: string };
  statements?: readonly { sql: string }[];
}

interface Query {
  text: string;
  values?: readonly unknown[] | undefined;
}

/** The round trips of this process to its databases. */
export interface NotedStatements {
  /** What was sent since this was last asked for, one text for each round trip. */
  take(): string[];
  /** What was sent so far and not taken. */
  readonly sent: readonly string[];
  stop(): void;
}

/** Notes every round trip of this process to SQLite's thread and to PostgreSQL, until it is stopped. */
export function noteStatements(): NotedStatements {
  let noted: string[] = [];
  const { postMessage } = Worker.prototype;
  const { query } = Client.prototype;
  Worker.prototype.postMessage = function (this: Worker, ...parameters: Parameters<typeof postMessage>) {
    const asked = parameters[0] as Asked;
    // Node.js has threads of its own, which are asked for something else.
    if (asked.kind) noted.push(textOf(asked));
    Reflect.apply(postMessage, this, parameters);
  };
  Client.prototype.query = function (this: Client, ...parameters: [string | Query, (readonly unknown[])?]) {
    const [first, values] = parameters;
    noted.push(queryText(typeof first === 'string' ? { text: first, values } : first));
    return Reflect.apply(query, this, parameters) as unknown;
  } as typeof query;
  return {
    take: () => noted.splice(0),
    get sent() {
      return noted;
    },
    stop: () => {
      Worker.prototype.postMessage = postMessage;
      Client.prototype.query = query;
      noted = [];
    },
  };
}

function textOf({ kind = '', statement, statements }: Asked): string {
  if (statements) return `${kind}: ${statements.map(({ sql }) => sql).join('; ')}`;
  return statement?.sql ?? kind;
}

/** With the statements that a function of ours is given as parameters. */
function queryText({ text, values = [] }: Query): string {
  return /in_turn|run_together/.test(text) ? `${text}: ${values.join('; ')}` : text;
}
