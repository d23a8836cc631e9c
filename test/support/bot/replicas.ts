import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { startBotProgram, type BotProgram } from './bot-program.ts';
import { startSurroundings, type BotSurroundings, type RunningBotOptions } from './running-bot.ts';

export interface Replica {
  port: number;
  program: BotProgram;
}

/** Bots as processes of their own, with one PostgreSQL database and one address, to which Telegram delivers. */
export interface Replicas {
  surroundings: BotSurroundings;
  running(): readonly Replica[];
  /** Starts one more, which takes no updates yet. */
  start(port?: number): Promise<Replica>;
  /** Lets a replica take updates from now on. */
  add(replica: Replica): void;
  /** Lets a replica take no more updates; it goes on with what it has. */
  remove(replica: Replica): void;
  /** The replica that has this person's update in hand. */
  ownerOf(person: number): Promise<Replica>;
  close(): Promise<void>;
}

/** Starts replicas together on a database that none of them has seen: one of them brings it up to date. */
export async function startReplicas(count: number, options: RunningBotOptions): Promise<Replicas> {
  let running: Replica[] = [];
  let turn = 0;
  /** As a proxy does: whoever is next, whether it is the one that has the chat or not. */
  const route = (url: string) => {
    const { port } = running[turn++ % running.length]!;
    return url.replace('https://bot.example', `http://127.0.0.1:${port}`);
  };
  const surroundings = await startSurroundings({
    ...options,
    engine: 'postgresql',
    telegram: { ...options.telegram, webhookRoute: route, webhookRetryMs: 30 },
    environment: {
      PUBLIC_URL: 'https://bot.example',
      WEBHOOK_SECRET: 'webhook-secret',
      LISTEN_HOST: '127.0.0.1',
      METRICS_TOKEN: 'metrics-token',
      ...options.environment,
    },
  });
  const start = async (port?: number): Promise<Replica> => {
    const taken = port ?? (await freePort());
    const program = await startBotProgram({ ...surroundings.environment, PORT: `${taken}` });
    return { port: taken, program };
  };
  running = await Promise.all(Array.from({ length: count }, () => start()));
  return {
    surroundings,
    running: () => running,
    start,
    add: (replica) => void (running = [...running, replica]),
    remove: (replica) => void (running = running.filter((other) => other !== replica)),
    ownerOf: (person) => findOwner(surroundings, running, person),
    close: async () => {
      await Promise.all(running.map(({ program }) => program.end('SIGTERM')));
      await surroundings.close();
    },
  };
}

async function findOwner(
  surroundings: BotSurroundings,
  running: readonly Replica[],
  person: number,
): Promise<Replica> {
  const { client } = await surroundings.database();
  const row = await client.inbox.findFirst({
    where: { lane: { endsWith: `/${person}` }, handledAt: null, owner: { not: null } },
  });
  const pid = Number(row?.owner?.split('/')[1]);
  const found = running.find(({ program }) => program.pid === pid);
  if (!found) throw new Error(`no replica has the update of ${person}`);
  return found;
}
