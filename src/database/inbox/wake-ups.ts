/** How the processes of one bot tell each other to look into the inbox. */
export interface WakeUps {
  /** Whether every call of another process arrives here; while it does not, only looking tells. */
  readonly arrive: boolean;
  /** Calls all other processes. Never throws; a call may be lost with the connection. */
  call(): void;
  /** Calls `listener` when another process calls, and when calls begin or cease to arrive. */
  onCall(listener: () => void): void;
  close(): Promise<void>;
}

/** The wake-ups of a bot whose process is alone, as on SQLite. */
export const noOtherProcess: WakeUps = {
  arrive: true,
  call: () => undefined,
  onCall: () => undefined,
  close: async () => undefined,
};
