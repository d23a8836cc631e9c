import type { Clock } from '../../foundation/clock.ts';
import { proxyProblem } from '../../network/proxy-error.ts';
import { classifyFailure } from './classify-failure.ts';
import { asRecord } from '../contract/as-record.ts';
import { readQuotaFailure } from './quota-failure.ts';
import { ProviderError } from '../contract/provider-error.ts';
import { verdictOn } from '../contract/verdict.ts';
import type { FailureReason } from '../contract/ending.ts';
import type { ProviderSettings } from '../contract/provider-options.ts';
import { unmeasured, type RateLimitSnapshot } from '../contract/measurement.ts';
import type { ChatRequest } from '../contract/provider.ts';
import { mergeLearned } from '../readings/merge-learned.ts';
import { readRateLimitHeaders } from '../readings/rate-limit-headers.ts';
import type { ReportedFailure } from './reported-failure.ts';
import { retryAfterMs } from './retry-after.ts';
import { redactMessage, shortMessage } from './safe-message.ts';

export interface FailureContext {
  /** The provider's name, as it begins each message. */
  name: string;
  clock: Clock;
  /** What a message must never repeat: the key, and what people wrote. */
  confidential: readonly string[];
  /** Reads what a refusal's headers say is left. */
  readLimits?: typeof readRateLimitHeaders;
}

/** What the failures of a chat are told in, without a word of what was said in it. */
export function chatFailureContext(
  name: string,
  { apiKey, clock }: Pick<ProviderSettings, 'apiKey' | 'clock'>,
  { messages }: ChatRequest,
): FailureContext {
  return { name, clock, confidential: [apiKey, ...messages.map(({ content }) => content)] };
}

/** The error for something that the provider itself reported. */
export function mapReportedFailure(context: FailureContext, reported: ReportedFailure): ProviderError {
  // First of all: what people wrote must not decide what an error that quotes it means.
  const failure = { ...reported, message: redactMessage(reported, context.confidential) };
  const { reason: said, isUnknown } = classifyFailure(failure);
  const reason = failure.isUpstream ? reasonBehindGateway(said) : said;
  const { booked: status, lasts } = verdictOn(reason);
  const now = context.clock.now();
  const { readLimits = readRateLimitHeaders } = context;
  const reportedLimits = readLimits(failure.headers, context.clock);
  const quota = readQuotaFailure(failure, now, reportedLimits.limits);
  // A model that the account has no quota of is not one that is used up.
  const learned = reason === 'model_blocked' ? [] : quota.learned;
  const rateLimits = { ...reportedLimits, limits: mergeLearned(reportedLimits.limits, learned) };
  const asked = retryAfterMs(failure.headers, failure.message, now);
  const mayRetry = !lasts && status !== 'invalid_request';
  return new ProviderError(describe(context, failure, reason), {
    status,
    reason,
    isUnknown,
    isUpstream: failure.isUpstream,
    httpStatus: failure.httpStatus,
    measurement: { ...unmeasured, rateLimits },
    retryAfterMs: mayRetry ? (quota.retryAfterMs ?? asked ?? untilReset(rateLimits, now)) : null,
    cause: failure.cause,
  });
}

/** A gateway's own key, account and address at the service behind it are none of the operator's. */
function reasonBehindGateway(reason: FailureReason): FailureReason {
  if (verdictOn(reason).blame === 'account') return 'model_blocked';
  return reason === 'wrong_address' ? 'model_not_found' : reason;
}

/** The error for a call that ended without the provider saying anything: the network, or an unreadable answer. */
export function mapThrownError(context: FailureContext, error: unknown): ProviderError {
  const { name } = context;
  const words = chainWords(error);
  const problem = words.map(proxyProblem).find((it) => it !== null);
  if (problem) {
    const details = { status: 'unavailable', reason: 'proxy', cause: error } as const;
    return new ProviderError(`${name}: ${problem}`, details);
  }
  const text = words.join(' ');
  if (TIMED_OUT.test(text)) {
    return new ProviderError(`${name}: the connection timed out`, {
      status: 'timeout',
      reason: 'timeout',
      cause: error,
    });
  }
  if (NETWORK.test(text)) {
    const details = { status: 'unavailable', reason: 'network', cause: error } as const;
    return new ProviderError(`${name}: the connection failed`, details);
  }
  // The SDKs quote what they could not parse, and that may be somebody's answer: so no cause here.
  return new ProviderError(`${name}: the response was not understood`, {
    status: 'unavailable',
    reason: 'bad_response',
  });
}

const TIMED_OUT = /UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT|TimeoutError|timed out/i;
const NETWORK =
  /fetch failed|\bterminated|connection error|reading from the stream|premature close|socket|content_length_mismatch|\bE(?:CONN|NOTFOUND|AI_AGAIN|PIPE|HOST|NET)/i;

// By their fields, not with instanceof: an error of another realm, such as a test's, is one too.
function chainWords(error: unknown): string[] {
  const words: unknown[] = [];
  for (let current = asRecord(error), depth = 0; depth < 5; depth++, current = asRecord(current['cause'])) {
    words.push(current['name'], current['message'], current['code']);
  }
  return words.filter((word) => typeof word === 'string');
}

// Cerebras often sends no retry-after; then the last of the empty quotas to be filled again says when.
function untilReset({ limits }: RateLimitSnapshot, now: Date): number | null {
  const waits = limits
    .filter(({ remaining, resetAt }) => remaining === 0 && resetAt !== null)
    .map(({ resetAt }) => (resetAt?.getTime() ?? 0) - now.getTime());
  return waits.length === 0 ? null : Math.max(0, ...waits);
}

function describe(context: FailureContext, failure: ReportedFailure, reason: string): string {
  const said = shortMessage(failure.message);
  const status = failure.httpStatus === null ? '' : ` (HTTP ${failure.httpStatus})`;
  return `${context.name}: ${said ?? `${reason.replaceAll('_', ' ')}${status}`}`;
}
