export interface ShutdownOutcome {
  /** What the person, or the admin, has when the process has ended. */
  sees: string;
  /** What the next process does for them, when it starts. */
  next: 'has nothing to do' | 'answers' | 'answers again' | 'sends the report';
  /** The ledger in the end. */
  booked: string;
  /** How the process ends. */
  exit: string;
}

export interface ShutdownCase {
  /** What the bot is doing when it gets SIGTERM. */
  phase: ShutdownPhase;
  outcome: ShutdownOutcome;
}

export type ShutdownPhase = keyof typeof OUTCOMES;

/** Whatever takes less than eight seconds is done. */
const DONE: ShutdownOutcome = {
  sees: 'the answer',
  next: 'has nothing to do',
  booked: 'ok',
  exit: 'code 0 within 8 s',
};
/** What takes longer is left to the next process, which begins anew. */
const HANDED_OVER: ShutdownOutcome = {
  sees: 'nothing',
  next: 'answers',
  booked: 'interrupted, ok',
  exit: 'code 0 after 8 s',
};
/** The promise is at least once: where nobody could write down that it was answered, it is answered anew. */
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
  // Nobody knows whether it arrived.
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

/** What comes of SIGTERM at each moment of a question. */
export const SHUTDOWN_CASES = Object.entries(OUTCOMES).map(([phase, outcome]) => ({
  phase,
  outcome,
})) as readonly ShutdownCase[];
