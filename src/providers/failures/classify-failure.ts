import type { FailureReason, FailureStatus } from '../contract/provider-error.ts';
import type { ReportedFailure } from './reported-failure.ts';

export interface FailureKind {
  status: FailureStatus;
  reason: FailureReason;
}

type Rule = readonly [
  matches: (failure: ReportedFailure) => boolean,
  status: FailureStatus,
  reason: FailureReason,
];

// In order: what a provider says about an error is finer than the HTTP status it sends it with.
const RULES: readonly Rule[] = [
  [isTooLarge, 'invalid_request', 'too_large'],
  [(it) => /api_key_invalid|invalid_api_key/i.test(it.codes), 'unauthorized', 'invalid_key'],
  // Google answers people in an unserved country with 400; another provider may well serve them.
  [(it) => /location is not supported/i.test(it.message), 'unauthorized', 'invalid_key'],
  [
    (it) => /model_(?:not_found|decommissioned|not_available)/i.test(it.codes),
    'invalid_request',
    'model_not_found',
  ],
  [(it) => it.httpStatus === 402 || /payment_required/i.test(it.codes), 'rate_limited', 'payment_required'],
  [(it) => isRateLimit(it) && isLongQuota(it), 'rate_limited', 'quota_exhausted'],
  [isRateLimit, 'rate_limited', 'rate_limit'],
  [(it) => it.httpStatus === 401 || it.httpStatus === 403, 'unauthorized', 'invalid_key'],
  [(it) => it.httpStatus === 404, 'invalid_request', 'model_not_found'],
  [(it) => it.httpStatus === 408 || it.httpStatus === 504, 'timeout', 'timeout'],
  // 409 is a lock that was not free, 498 is Groq's lack of capacity.
  [(it) => it.httpStatus === 409 || it.httpStatus === 498, 'unavailable', 'server_error'],
  [(it) => it.httpStatus !== null && it.httpStatus < 500, 'invalid_request', 'bad_request'],
];

/** The contract's class of an error that a provider reported. */
export function classifyFailure(failure: ReportedFailure): FailureKind {
  const rule = RULES.find(([matches]) => matches(failure));
  return rule ? { status: rule[1], reason: rule[2] } : { status: 'unavailable', reason: 'server_error' };
}

function isTooLarge(failure: ReportedFailure): boolean {
  const { httpStatus, message, codes } = failure;
  if (httpStatus === 413 || /context_length_exceeded|request_too_large/i.test(codes)) return true;
  if (httpStatus === 400 || httpStatus === 422) {
    return /too many tokens|context (?:length|window)|token count .*exceeds/i.test(message);
  }
  return /request too large|reduce your message size/i.test(message) || asksMoreThanLimit(message);
}

// Groq: "Limit 8000, Used 0, Requested 9210." No waiting makes such a request fit.
function asksMoreThanLimit(message: string): boolean {
  const match = /\bLimit (\d+)\b.*\bRequested (\d+)\b/.exec(message);
  return match !== null && Number(match[2]) > Number(match[1]);
}

function isRateLimit({ httpStatus, codes }: ReportedFailure): boolean {
  if (httpStatus !== null) return httpStatus === 429;
  return /rate_limit|too_many_(?:requests|tokens)|quota|resource_exhausted/i.test(codes);
}

// A quota that comes back tomorrow or next month, not in a moment.
function isLongQuota({ message, codes, details }: ReportedFailure): boolean {
  const text = `${message} ${codes} ${JSON.stringify(details)}`;
  return /per ?day|per ?month|daily|monthly|\/ ?(?:day|month)\b|insufficient_quota/i.test(text);
}
