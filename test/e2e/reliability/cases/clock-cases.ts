const HOUR = 3_600_000;

export interface ClockOutcome {
  /** What the person sees of an answer during the jump. */
  sees: string;
  /** The request's status, and whether its duration excludes the jump. */
  booked: string;
  /** Whether a requested pause of two seconds is kept. */
  rest: 'ends at once' | 'as requested';
  /** When admins hear of a provider that fails twice after the jump. */
  admins: 'within seconds' | 'not';
}

export interface ClockCase {
  jump: string;
  ms: number;
  outcome: ClockOutcome;
}

const UNHURT: ClockOutcome = {
  sees: 'the answer',
  booked: 'ok, its real duration',
  rest: 'as requested',
  admins: 'within seconds',
};

/** The effects of a clock that jumps while the bot runs. */
export const CLOCK_CASES: readonly ClockCase[] = [
  { jump: 'An hour forward', ms: HOUR, outcome: UNHURT },
  { jump: 'A day forward', ms: 24 * HOUR, outcome: UNHURT },
  { jump: 'An hour back', ms: -HOUR, outcome: UNHURT },
  { jump: 'A day back', ms: -24 * HOUR, outcome: UNHURT },
];
