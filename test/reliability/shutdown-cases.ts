export interface ShutdownOutcome {
  /** What the person, or the admin, has when the process has ended. */
  sees: string;
  /** What the next process does for them, when it starts. */
  next: 'nothing is left' | 'answers' | 'sends the report';
  /** The ledger in the end. */
  booked: string;
  /** How the process ends. */
  exit: string;
}

export interface ShutdownCase {
  /** What the bot is doing when it gets SIGTERM. */
  phase: string;
  outcome: ShutdownOutcome;
}

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

/** What comes of SIGTERM at each moment of a question. */
export const SHUTDOWN_CASES: readonly ShutdownCase[] = [
  { phase: 'waits for the provider’s first byte, which comes', outcome: DONE },
  { phase: 'waits for the provider’s first byte, which does not come', outcome: HANDED_OVER },
  { phase: 'receives the answer, which goes on', outcome: DONE },
  { phase: 'receives the answer, which stalls', outcome: HANDED_OVER },
  { phase: 'sends the answer, which Telegram takes', outcome: DONE },
  // Nobody knows whether it arrived: the promise is at least once, so it is answered anew.
  {
    phase: 'sends the answer, which Telegram does not answer',
    outcome: { ...HANDED_OVER, booked: 'ok, ok' },
  },
  { phase: 'settles the request in a slow database', outcome: DONE },
  {
    phase: 'sends the daily report, which Telegram takes',
    outcome: { ...DONE, sees: 'the report', booked: 'nothing' },
  },
  {
    phase: 'sends the daily report, which Telegram puts off for a minute',
    outcome: { ...HANDED_OVER, next: 'sends the report', booked: 'nothing' },
  },
  { phase: 'has nothing to do', outcome: { ...DONE, sees: 'nothing', booked: 'nothing' } },
];
