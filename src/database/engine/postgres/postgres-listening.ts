import { PrismaPg } from '@prisma/adapter-pg';

/** What a connection listens to. */
export interface ListenOptions {
  channel: string;
  onNotice: (payload: string) => void;
  /** Called once, when the connection was lost. */
  onEnd: () => void;
}

/** A connection that waits for notifications. */
export interface Listening {
  close(): Promise<void>;
}

export interface PostgresListeningOptions {
  connectionString: string;
  connectionTimeoutMillis: number;
}

/** Opens a connection of its own for `LISTEN`; rejects when it cannot. */
export async function listenToPostgres(
  settings: PostgresListeningOptions,
  { channel, onNotice, onEnd }: ListenOptions,
): Promise<Listening> {
  // Nothing is ever sent through it: only the system notices that the other end has gone.
  const adapter = await new PrismaPg({ ...settings, max: 1, keepAlive: true }).connect();
  let hasEnded = false;
  try {
    const client = await adapter.underlyingDriver().connect();
    const end = async () => {
      hasEnded = true;
      client.release(true);
      await adapter.dispose();
    };
    const lost = () => {
      if (hasEnded) return;
      void end().catch(() => undefined);
      onEnd();
    };
    client.on('error', lost).on('end', lost);
    client.on('notification', ({ payload = '' }) => onNotice(payload));
    await client.query(`LISTEN ${channel}`);
    return { close: async () => void (hasEnded || (await end())) };
  } catch (error) {
    if (!hasEnded) await adapter.dispose().catch(() => undefined);
    throw error;
  }
}
