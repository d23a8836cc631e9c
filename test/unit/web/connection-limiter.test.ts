import { createConnectionLimiter } from '../../../src/web/access/connection-limiter.ts';

class Connection {
  isClosed = false;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  destroy(): void {
    this.isClosed = true;
  }
}

function open(count: number, client: string, limiter: ReturnType<typeof limited>): Connection[] {
  return Array.from({ length: count }, (_, index) => {
    const connection = new Connection(`${client} ${index}`);
    limiter.opened(connection, client);
    return connection;
  });
}

const limited = () =>
  createConnectionLimiter<Connection>({
    most: 10,
    mostOfClient: (client) => (client === 'proxy' ? 10 : 4),
    spare: 2,
  });
const closedOf = (connections: readonly Connection[]) =>
  connections.filter(({ isClosed }) => isClosed).map(({ name }) => name);

describe('the connections of a server', () => {
  it('are bounded for each client, whose idle ones go first, the oldest before the others', () => {
    const limiter = limited();
    const other = open(1, 'other', limiter);
    const greedy = open(7, 'greedy', limiter);
    expect(closedOf(greedy)).toEqual(['greedy 0', 'greedy 1', 'greedy 2']);
    expect(closedOf(other)).toEqual([]);
    expect(limiter.size).toBe(5);
  });

  it('are bounded together, and a proxy has as many as all', () => {
    const limiter = limited();
    const proxy = open(12, 'proxy', limiter);
    const other = open(1, 'other', limiter);
    expect(closedOf(proxy)).toEqual(['proxy 0', 'proxy 1', 'proxy 2']);
    expect(closedOf(other)).toEqual([]);
    expect(limiter.size).toBe(10);
  });

  it('stay while they serve a request, and are idle again when it ends', () => {
    const limiter = limited();
    const [busy, ...idle] = open(4, 'client', limiter);
    if (!busy) throw new Error('no connection');
    expect(limiter.began(busy)).toBe(true);
    expect(limiter.began(busy)).toBe(true);
    limiter.ended(busy);
    open(3, 'client', limiter);
    expect(closedOf([busy, ...idle])).toEqual(['client 1', 'client 2', 'client 3']);
    limiter.ended(busy);
    open(4, 'client', limiter);
    expect(busy.isClosed).toBe(true);
  });

  it('serve the probes alone where all others are busy, and no more than the spare ones', () => {
    const limiter = limited();
    const busy = open(4, 'client', limiter);
    for (const connection of busy) limiter.began(connection);
    const [idle, ...spare] = open(3, 'client', limiter);
    expect(idle?.isClosed).toBe(true);
    expect(closedOf([...busy, ...spare])).toEqual([]);
    expect(spare.map((connection) => limiter.began(connection))).toEqual([false, false]);
    const [last] = open(1, 'client', limiter);
    expect(last?.isClosed).toBe(true);
    expect(limiter.size).toBe(6);
  });

  it('make room when they close', () => {
    const limiter = limited();
    const busy = open(4, 'client', limiter);
    for (const connection of busy) limiter.began(connection);
    if (busy[0]) limiter.closed(busy[0]);
    const [next] = open(1, 'client', limiter);
    expect(next && limiter.began(next)).toBe(true);
    // A response that ends after its connection has been closed counts for nothing.
    if (busy[0]) limiter.ended(busy[0]);
    expect(limiter.size).toBe(4);
  });
});
