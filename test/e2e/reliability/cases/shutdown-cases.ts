export interface ShutdownOutcome {
  /** What the person, or the admin, has after the process has exited. */
  sees: string;
  /** What the next process does after its start. */
  next: 'has nothing to do' | 'answers' | 'answers again' | 'sends the report';
  /** The ledger's statuses in the end. */
  booked: string;
  /** The exit code and time. */
  exit: string;
}

export interface ShutdownCase {
  /** What the bot is doing at SIGTERM. */
  phase: ShutdownPhase;
  outcome: ShutdownOutcome;
}

export type ShutdownPhase = keyof typeof OUTCOMES;

/** Work of less than eight seconds is finished. */
const DONE: ShutdownOutcome = {
  sees: 'the answer',
  next: 'has nothing to do',
  booked: 'ok',
  exit: 'code 0 within 8 s',
};
/** Longer work is left to the next process, which starts it again. */
const HANDED_OVER: ShutdownOutcome = {
  sees: 'nothing',
  next: 'answers',
  booked: 'interrupted, ok',
  exit: 'code 0 after 8 s',
};
/** Delivery is at least once: a question is answered again if nobody could record that it was answered. */
const ONCE_MORE: ShutdownOutcome = { ...DONE, next: 'answers again', booked: 'ok, ok' };

const OUTCOMES = {
  'waits for the provider’s first byte, which arrives': DONE,
  'waits for the provider’s first byte, which never arrives': HANDED_OVER,
  'receives the answer, which continues': DONE,
  'receives the answer, which stalls': HANDED_OVER,
  'fails over to another provider, which answers': { ...DONE, booked: 'unavailable, ok' },
  'fails over to another provider, which never answers': {
    ...HANDED_OVER,
    booked: 'unavailable, interrupted, ok',
  },
  'waits for a transcript, which arrives': {
    ...DONE,
    sees: 'the transcript, then the answer',
    booked: 'ok, ok',
  },
  'waits for a transcript, which never arrives': { ...HANDED_OVER, booked: 'interrupted, ok, ok' },
  'sends the answer, which Telegram accepts': DONE,
  // It is unknown whether the message arrived.
  'sends the answer, to which Telegram does not respond': { ...HANDED_OVER, booked: 'ok, ok' },
  'settles the request in a slow database': DONE,
  'waits for the answer, which arrives, while PostgreSQL is stopped': ONCE_MORE,
  'waits for the answer, which never arrives, while PostgreSQL is stopped': HANDED_OVER,
  'waits for the answer, which arrives, to a question asked after PostgreSQL stopped': DONE,
  'waits for the answer, which arrives, while the SQLite file is locked': ONCE_MORE,
  'waits for the answer, which never arrives, while the SQLite file is locked': HANDED_OVER,
  'sends the daily report, which Telegram accepts': { ...DONE, sees: 'the report', booked: 'nothing' },
  'sends the daily report, which Telegram delays by a minute': {
    ...HANDED_OVER,
    next: 'sends the report',
    booked: 'nothing',
  },
  'is idle': { ...DONE, sees: 'nothing', booked: 'nothing' },
} as const satisfies Record<string, ShutdownOutcome>;

/** The effects of SIGTERM at each moment of a question. */
export const SHUTDOWN_CASES = Object.entries(OUTCOMES).map(([phase, outcome]) => ({
  phase,
  outcome,
})) as readonly ShutdownCase[];
