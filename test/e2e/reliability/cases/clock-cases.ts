const HOUR = 3_600_000;

export interface ClockOutcome {
  /** What the person sees of the answer that was on its way. */
  sees: string;
  /** How it is booked, and with how much of the jump as its duration. */
  booked: string;
  /** Whether a provider that asked for two seconds of rest gets these two seconds. */
  rest: 'ends at once' | 'as requested';
  /** When admins are told of a provider that fails twice after the jump. */
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

/** What comes of a clock that is put forward or back while the bot runs. */
export const CLOCK_CASES: readonly ClockCase[] = [
  // Nothing tells it from time that passed.
  { jump: 'An hour forward', ms: HOUR, outcome: { ...UNHURT, rest: 'ends at once' } },
  { jump: 'A day forward', ms: 24 * HOUR, outcome: { ...UNHURT, rest: 'ends at once' } },
  { jump: 'An hour back', ms: -HOUR, outcome: UNHURT },
  { jump: 'A day back', ms: -24 * HOUR, outcome: UNHURT },
];
