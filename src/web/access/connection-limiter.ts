/** An open connection: a socket, as far as it matters here. */
export interface OpenConnection {
  destroy(): unknown;
}

export interface ConnectionLimiter<Connection extends OpenConnection> {
  /**
   * Counts a new connection. Where there are too many, the one of the same client, or of all, that has been idle for
   * longest is closed in its place. Where all are busy it is a spare one, which serves the probes alone; where all spare
   * ones are busy too, it is closed itself.
   */
  opened(connection: Connection, client: string): void;
  /** A request has arrived. False: this connection serves the probes alone. */
  began(connection: Connection): boolean;
  /** Its response has ended. */
  ended(connection: Connection): void;
  closed(connection: Connection): void;
  readonly size: number;
}

export interface ConnectionLimits {
  /** Connections of all clients. */
  most: number;
  /** Connections of one client. A proxy on this machine has those of all its clients, and is not bounded by this. */
  mostOfClient: (client: string) => number;
  /** Connections beyond these, for the probes. */
  spare: number;
}

interface State {
  client: string;
  requests: number;
  isSpare: boolean;
}

/** Keeps room for new connections, and for health checks above all. */
export function createConnectionLimiter<Connection extends OpenConnection>(
  limits: ConnectionLimits,
): ConnectionLimiter<Connection> {
  // Both hold open connections only, whose number is what is limited here.
  const open = new Map<Connection, State>();
  /** In the order in which they became idle. */
  const idle = new Map<Connection, State>();
  const count = (matches: (state: State) => boolean) => [...open.values()].filter(matches).length;

  const closed = (connection: Connection) => {
    open.delete(connection);
    idle.delete(connection);
  };
  /** Whether one more of these would be within `most`, once idle ones are closed. */
  const makeRoom = (matches: (state: State) => boolean, most: number): boolean => {
    if (count(matches) < most) return true;
    const [oldest] = [...idle].find(([, state]) => matches(state)) ?? [];
    if (!oldest) return false;
    closed(oldest);
    oldest.destroy();
    return true;
  };
  const hasRoom = (client: string): boolean =>
    makeRoom((state) => !state.isSpare && state.client === client, limits.mostOfClient(client)) &&
    makeRoom((state) => !state.isSpare, limits.most);

  return {
    get size() {
      return open.size;
    },
    opened: (connection, client) => {
      const isSpare = !hasRoom(client);
      if (isSpare && !makeRoom((state) => state.isSpare, limits.spare)) {
        connection.destroy();
        return;
      }
      const state = { client, requests: 0, isSpare };
      open.set(connection, state);
      idle.set(connection, state);
    },
    began: (connection) => {
      const state = open.get(connection);
      if (!state) return false;
      state.requests += 1;
      idle.delete(connection);
      return !state.isSpare;
    },
    ended: (connection) => {
      const state = open.get(connection);
      if (!state) return;
      state.requests -= 1;
      if (state.requests === 0) idle.set(connection, state);
    },
    closed,
  };
}
