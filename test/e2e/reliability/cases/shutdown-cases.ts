export interface ShutdownOutcome {
  /** What the person, or the admin, has when the process has ended. */
  sees: string;
  /** What the next process does for them, when it starts. */
  next: 'nothing is left' | 'answers' | 'answers once more' | 'sends the report';
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
  next: 'nothing is left',
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
const ONCE_MORE: ShutdownOutcome = { ...DONE, next: 'answers once more', booked: 'ok, ok' };

const OUTCOMES = {
  'waits for the provider’s first byte, which comes': DONE,
  'waits for the provider’s first byte, which does not come': HANDED_OVER,
  'receives the answer, which goes on': DONE,
  'receives the answer, which stalls': HANDED_OVER,
  'asks another provider after one that failed, which answers': { ...DONE, booked: 'unavailable, ok' },
  'asks another provider after one that failed, which does not answer': {
    ...HANDED_OVER,
    booked: 'unavailable, interrupted, ok',
  },
  'has a voice message written down, which is done': {
    ...DONE,
    sees: 'what was heard, then the answer',
    booked: 'ok, ok',
  },
  'has a voice message written down, which is not done': { ...HANDED_OVER, booked: 'interrupted, ok, ok' },
  'sends the answer, which Telegram takes': DONE,
  // Nobody knows whether it arrived.
  'sends the answer, which Telegram does not answer': { ...HANDED_OVER, booked: 'ok, ok' },
  'settles the request in a slow database': DONE,
  'waits for the answer, which comes, while its PostgreSQL server is stopped': ONCE_MORE,
  'waits for the answer, which does not come, while its PostgreSQL server is stopped': HANDED_OVER,
  'was asked after its PostgreSQL server stopped, and waits for the answer, which comes': DONE,
  'waits for the answer, which comes, while its SQLite file is locked': ONCE_MORE,
  'waits for the answer, which does not come, while its SQLite file is locked': HANDED_OVER,
  'sends the daily report, which Telegram takes': { ...DONE, sees: 'the report', booked: 'nothing' },
  'sends the daily report, which Telegram puts off for a minute': {
    ...HANDED_OVER,
    next: 'sends the report',
    booked: 'nothing',
  },
  'has nothing to do': { ...DONE, sees: 'nothing', booked: 'nothing' },
} as const satisfies Record<string, ShutdownOutcome>;

/** What comes of SIGTERM at each moment of a question. */
export const SHUTDOWN_CASES = Object.entries(OUTCOMES).map(([phase, outcome]) => ({
  phase,
  outcome,
})) as readonly ShutdownCase[];
