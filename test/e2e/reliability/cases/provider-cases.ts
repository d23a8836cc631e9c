import type { ProviderFault } from '../../../../src/tools/stand-ins/providers/provider-fault.ts';
import type { StandInProviderId } from '../../../../src/tools/stand-ins/providers/provider-stand-in.ts';

/** The outcome of a provider's fault, in the table's words. */
export interface ProviderOutcome {
  /** What the person sees if another provider works. */
  sees: string;
  /** What the person sees without another provider. */
  alone: string;
  /** The ledger's status and reason. */
  status: string;
  /** Whether tokens and cost are booked as measured, estimated or unknown. */
  use: 'measured' | 'estimated' | 'unknown';
  /** When the provider is asked again, if there is another one. */
  askedAgain: string;
  /** When admins are alerted. */
  admins: 'at once' | 'after two in a row' | 'no';
}

export interface ProviderCase {
  fault: string;
  /** `refused`: nothing listens at its address. */
  cause: ProviderFault | 'refused';
  /** Default: all providers. */
  only?: readonly StandInProviderId[];
  outcome: ProviderOutcome;
  except?: Partial<Record<StandInProviderId, Partial<ProviderOutcome>>>;
}

/** Common to faults before the first word, for which another provider can stand in. */
const ELSEWHERE: ProviderOutcome = {
  sees: 'the answer',
  alone: 'error-server-error',
  status: 'unavailable server_error',
  use: 'unknown',
  askedAgain: 'after 30 s',
  admins: 'after two in a row',
};
/** Common to faults after the first words: a partial answer is not repeated elsewhere. */
const HALF: ProviderOutcome = {
  ...ELSEWHERE,
  sees: 'the partial answer, then error-truncated',
  alone: 'the partial answer, then error-truncated',
  status: 'unavailable truncated',
  use: 'estimated',
};

/** All faults of a provider, with the expected outcome. */
export const PROVIDER_CASES: readonly ProviderCase[] = [
  {
    fault: 'Connection refused',
    cause: 'refused',
    outcome: { ...ELSEWHERE, alone: 'error-network', status: 'unavailable network' },
  },
  {
    fault: 'Connection reset before the response',
    cause: { kind: 'reset' },
    outcome: { ...ELSEWHERE, alone: 'error-network', status: 'unavailable network' },
  },
  {
    fault: 'Hangs before its headers',
    cause: { kind: 'hang' },
    outcome: { ...ELSEWHERE, alone: 'error-timeout', status: 'timeout timeout' },
  },
  {
    fault: 'Hangs after its headers',
    cause: { kind: 'stall', afterChunks: 0 },
    outcome: { ...ELSEWHERE, alone: 'error-timeout', status: 'timeout timeout' },
  },
  {
    fault: 'Stalls during the answer',
    cause: { kind: 'stall', afterChunks: 1 },
    outcome: { ...HALF, status: 'timeout timeout' },
  },
  {
    fault: 'Connection cut before the first word',
    cause: { kind: 'cut', afterChunks: 0 },
    outcome: { ...ELSEWHERE, alone: 'error-truncated', status: 'unavailable truncated' },
    // Nothing precedes Gemini's first word, so a cut answer looks like none.
    except: { gemini: { alone: 'error-network', status: 'unavailable network' } },
  },
  { fault: 'Connection cut during the answer', cause: { kind: 'cut', afterChunks: 1 }, outcome: HALF },
  {
    fault: 'Stream ends before the first word',
    cause: { kind: 'truncate', afterChunks: 0 },
    outcome: { ...ELSEWHERE, alone: 'error-truncated', status: 'unavailable truncated' },
    except: { gemini: { alone: 'error-bad-response', status: 'unavailable bad_response' } },
  },
  { fault: 'Stream ends during the answer', cause: { kind: 'truncate', afterChunks: 1 }, outcome: HALF },
  {
    fault: 'Malformed JSON before the first word',
    cause: { kind: 'malformed', afterChunks: 0 },
    outcome: { ...ELSEWHERE, alone: 'error-bad-response', status: 'unavailable bad_response' },
  },
  {
    fault: 'Malformed JSON during the answer',
    cause: { kind: 'malformed', afterChunks: 1 },
    outcome: { ...HALF, status: 'unavailable bad_response' },
  },
  {
    fault: 'Error event before the first word',
    cause: { kind: 'stream-error', afterChunks: 0 },
    outcome: ELSEWHERE,
  },
  {
    fault: 'Error event during the answer',
    cause: { kind: 'stream-error', afterChunks: 1 },
    outcome: { ...HALF, status: 'unavailable server_error' },
  },
  {
    fault: 'HTML page with 200',
    cause: { kind: 'html' },
    outcome: { ...ELSEWHERE, alone: 'error-bad-response', status: 'unavailable bad_response' },
  },
  { fault: 'HTML page with 502', cause: { kind: 'html', status: 502 }, outcome: ELSEWHERE },
  {
    fault: '400',
    cause: { kind: 'status', status: 400 },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-bad-request',
      status: 'invalid_request bad_request',
      askedAgain: 'at once',
      admins: 'no',
    },
  },
  {
    fault: '401',
    cause: { kind: 'status', status: 401 },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-invalid-key',
      status: 'unauthorized invalid_key',
      admins: 'at once',
    },
  },
  {
    fault: '402',
    cause: { kind: 'status', status: 402 },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-payment-required',
      status: 'rate_limited payment_required',
      admins: 'at once',
    },
  },
  {
    fault: '403',
    cause: { kind: 'status', status: 403 },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-account-restricted',
      status: 'unauthorized forbidden',
      admins: 'at once',
    },
  },
  {
    fault: '403 with a page of a CDN',
    cause: { kind: 'html', status: 403 },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-location',
      status: 'unauthorized location',
      admins: 'at once',
    },
  },
  {
    fault: '404',
    cause: { kind: 'status', status: 404 },
    // That a model is gone passes by itself no more than a wrong key.
    outcome: {
      ...ELSEWHERE,
      alone: 'error-model-not-found',
      status: 'invalid_request model_not_found',
      admins: 'at once',
    },
  },
  {
    fault: '413',
    cause: { kind: 'status', status: 413 },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-too-large',
      status: 'invalid_request too_large',
      askedAgain: 'at once',
      admins: 'no',
    },
  },
  {
    fault: '429 with Retry-After: 45',
    cause: { kind: 'status', status: 429, retryAfterSeconds: 45 },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-all-rate-limited',
      status: 'rate_limited rate_limit',
      askedAgain: 'after the requested 45 s',
      admins: 'no',
    },
  },
  {
    fault: '429 without Retry-After',
    cause: { kind: 'status', status: 429, message: 'Too many requests.' },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-rate-limit',
      status: 'rate_limited rate_limit',
      admins: 'no',
    },
    // Gemini names the delay in the body.
    except: { gemini: { alone: 'error-all-rate-limited', askedAgain: 'after the requested 37 s' } },
  },
  {
    fault: '429 for the daily quota, reset in two hours',
    cause: { kind: 'status', status: 429, perDay: true, retryAfterSeconds: 7_200 },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-all-rate-limited',
      status: 'rate_limited quota_exhausted',
      askedAgain: 'after the requested two hours',
      admins: 'at once',
    },
    // Gemini's day ends at midnight in California, whatever the response says.
    // Cohere's words name the month, of which a header that names two hours knows nothing.
    except: {
      gemini: { askedAgain: 'after its reset, 26 h at most' },
      cohere: { askedAgain: 'after its reset, 26 h at most' },
    },
  },
  {
    fault: '429 for the monthly quota',
    only: ['cohere'],
    cause: { kind: 'status', status: 429, perDay: true },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-all-rate-limited',
      status: 'rate_limited quota_exhausted',
      askedAgain: 'after its reset, 26 h at most',
      admins: 'at once',
    },
  },
  { fault: '500', cause: { kind: 'status', status: 500 }, outcome: ELSEWHERE },
  { fault: '503', cause: { kind: 'status', status: 503 }, outcome: ELSEWHERE },
  {
    fault: '504',
    cause: { kind: 'status', status: 504 },
    outcome: { ...ELSEWHERE, alone: 'error-timeout', status: 'timeout timeout' },
  },
  {
    fault: 'Empty answer',
    cause: { kind: 'empty' },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-empty-answer',
      status: 'error empty_answer',
      use: 'measured',
      askedAgain: 'at once',
      admins: 'no',
    },
  },
  {
    fault: 'Reasoning alone, until the output limit',
    cause: { kind: 'thinking' },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-out-of-room',
      status: 'error out_of_room',
      use: 'measured',
      askedAgain: 'at once',
      admins: 'no',
    },
    // Cohere counts thoughts among the answer: how many of its tokens they are, their length tells.
    except: { cohere: { use: 'estimated' } },
  },
  {
    fault: 'A tool call instead of an answer',
    cause: { kind: 'tool-call' },
    outcome: {
      ...ELSEWHERE,
      alone: 'error-tool-call',
      status: 'error tool_call',
      use: 'measured',
      askedAgain: 'at once',
      admins: 'no',
    },
    // Its plan is reasoning too, of which Cohere gives no number.
    except: { cohere: { use: 'estimated' } },
  },
  {
    fault: 'Prompt blocked',
    cause: { kind: 'blocked', at: 'prompt' },
    outcome: {
      ...ELSEWHERE,
      sees: 'error-refused',
      alone: 'error-refused',
      status: 'blocked refused',
      use: 'measured',
      askedAgain: 'at once',
      admins: 'no',
    },
    // Cohere reports a refusal only as an error.
    except: { cohere: { ...ELSEWHERE, use: 'measured' } },
  },
  {
    fault: 'Answer blocked after some words',
    cause: { kind: 'blocked', at: 'answer', afterChunks: 1 },
    outcome: {
      ...HALF,
      sees: 'the partial answer, then error-refused',
      alone: 'the partial answer, then error-refused',
      status: 'blocked refused',
      use: 'measured',
      askedAgain: 'at once',
      admins: 'no',
    },
    // Gemini reports completion tokens only for answers that end well.
    except: {
      gemini: { use: 'estimated' },
      cohere: { ...HALF, status: 'unavailable server_error', use: 'measured' },
    },
  },
];

/** The expected outcome for one provider. */
export function outcomeOf({ outcome, except }: ProviderCase, id: StandInProviderId): ProviderOutcome {
  return { ...outcome, ...except?.[id] };
}
