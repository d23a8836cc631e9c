import type { FailureReason } from '../contract/ending.ts';
import {
  ACCOUNT,
  API_DISABLED,
  KEY,
  KEY_RESTRICTED,
  MODEL_BLOCKED,
  MODEL_GATED,
  MODEL_UNKNOWN,
} from './evidence.ts';
import { CRASHED, OWN_RULES, PICTURES, QUESTION, REFUSAL, UNPAID, WRONG_ADDRESS } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { PLACE } from './place-evidence.ts';
import type { QuotaWords } from '../readings/quota-vocabulary.ts';
import { readQuotaWords } from '../readings/quota-words.ts';
import type { ReportedFailure } from './reported-failure.ts';

export interface FailureKind {
  reason: FailureReason;
  /** Nothing but its status tells it apart: it may be the question's fault or the provider's. */
  isUnknown: boolean;
}

type Rule = readonly [reason: FailureReason, matches: (failure: ReportedFailure) => boolean];

/*
 * In order, evidence before status: what a provider says about an error is finer than the HTTP status that it sends with
 * it. Nothing but a word about the key accuses the key.
 */
const RULES: readonly Rule[] = [
  ['too_large', isTooLarge],
  ['proxy', hasStatus(407)],
  // Followed where that is safe; any other leads away from the service that the operator named.
  ['wrong_address', ({ httpStatus }) => httpStatus !== null && httpStatus >= 300 && httpStatus < 400],
  // nginx: "400 The plain HTTP request was sent to HTTPS port"; 421 and 426 are about the connection, too.
  ['wrong_address', (it) => it.isPage && hasStatus(400, 404, 405, 410, 421, 426)(it)],
  // A page of HTML comes from a server in front of the API, such as Cloudflare's "Attention Required!" before
  // api.groq.com (lobehub/lobehub#2143, cloudflare/cloudflared#1344).
  ['location', (it) => it.isPage && hasStatus(403, 406, 451)(it)],
  ['key_restricted', refusedWith(KEY_RESTRICTED)],
  ['api_disabled', refusedWith(API_DISABLED)],
  ['quota_exhausted', (it) => it.httpStatus === 403 && USED_UP.test(it.message)],
  // Before money, by which Google says that its free tier's place can be bought off.
  ['location', (it) => refusedWith(PLACE)(it) && !refusedWith(ACCOUNT)(it)],
  // Before the account that is suspended for it: money is the remedy.
  ['payment_required', says(UNPAID)],
  ['account_restricted', refusedWith(ACCOUNT)],
  // StepFun says so with 451 of a question, where others mean a country (RFC 7725).
  ['refused_here', (it) => it.httpStatus === 451 && says(OWN_RULES)(it)],
  ['location', hasStatus(451)],
  ['payment_required', hasStatus(402)],
  ['model_blocked', (it) => isRateLimit(it) && hasNoQuota(it)],
  ['model_blocked', refusedWith(MODEL_GATED)],
  // llama.cpp says so with 500 (ggml-org/llama.cpp#15377).
  ['bad_request', (it) => it.httpStatus !== 429 && says(PICTURES)(it)],
  ['model_not_found', refusedWith(MODEL_UNKNOWN)],
  ['model_blocked', refusedWith(MODEL_BLOCKED)],
  ['refused_here', refusedWith(OWN_RULES)],
  ['refused', refusedWith(REFUSAL)],
  ['invalid_key', refusedWith(KEY)],
  ['wrong_address', refusedWith(WRONG_ADDRESS)],
  ['quota_exhausted', (it) => isRateLimit(it) && isLongQuota(it)],
  ['rate_limit', isRateLimit],
  // RFC 9110: 401 without a word is about credentials. With words about something else it is not.
  ['invalid_key', (it) => it.httpStatus === 401 && it.message === '' && !it.isPage],
  ['forbidden', hasStatus(401, 403)],
  ['model_not_found', hasStatus(404, 410)],
  ['wrong_address', hasStatus(405, 421, 426)],
  ['timeout', hasStatus(408, 504)],
  ['server_error', refusedWith(CRASHED)],
  // 409 is a lock that was not free, 425 is too early, 498 is Groq's lack of capacity, 499 a request that the service dropped.
  ['server_error', hasStatus(409, 425, 498, 499)],
  ['bad_request', refusedWith(QUESTION)],
];

/**
 * Said with 403 of what renews itself. Azure's free tier: "Out of call volume quota … Please retry after 15 days." Kimi, with
 * the code `access_terminated_error`: "You've reached your usage limit for this billing cycle. Your quota will be refreshed"
 * (Kilo-Org/kilocode#11403).
 */
const USED_UP = /\bout of\b[^.]{0,20}\bquota\b|\breached your\b[^.]{0,40}\busage limit\b/i;

/** Why a provider reported an error, by the finest evidence that there is. */
export function classifyFailure(failure: ReportedFailure): FailureKind {
  const rule = RULES.find(([, matches]) => matches(failure));
  if (rule) return { reason: rule[0], isUnknown: false };
  const isRefusal = failure.httpStatus !== null && failure.httpStatus < 500;
  return isRefusal
    ? { reason: 'bad_request', isUnknown: true }
    : { reason: 'server_error', isUnknown: false };
}

function hasStatus(...statuses: number[]): (failure: ReportedFailure) => boolean {
  return ({ httpStatus }) => httpStatus !== null && statuses.includes(httpStatus);
}

function says({ codes, words }: Evidence): (failure: ReportedFailure) => boolean {
  return (failure) => codes.test(failure.codes) || (words?.test(failure.message) ?? false);
}

// A limit's text names organizations, projects, regions and models too, and a server's error may name anything.
function refusedWith(evidence: Evidence): (failure: ReportedFailure) => boolean {
  return (it) => it.httpStatus !== 429 && (it.httpStatus ?? 400) < 500 && says(evidence)(it);
}

/*
 * Zhipu: "Prompt exceeds max length" (tashfeenahmed/freellmapi#873). Anthropic: "prompt is too long", "image exceeds 5 MB
 * maximum". xAI: "maximum prompt length is 131072 but the request contains 140000 tokens". Moonshot: "exceeded model token
 * limit". Alibaba: "Range of input length should be [1, 129024]". Together: "`inputs` tokens + `max_new_tokens` must be <=".
 * SiliconFlow: "length of prompt_tokens (40000) must be less than max_seq_len". Google: "Request payload size exceeds the limit". vLLM asks for what is left: "max_tokens must be at least 1, got -200", or
 * names "the maximum model length". llama.cpp: "request (4390 tokens) exceeds the available context size" (ggml-org/llama.cpp#19774).
 */
const TOO_LONG = new RegExp(
  [
    'too many tokens|context (?:length|window|limit|size)|maximum model length|token count .*exceeds|exceeds max(?:imum)? length',
    '(?:prompt|input) (?:is )?too long|n_keep\\b.*\\bn_ctx|(?:maximum|max) (?:prompt|input|sequence) length|range of input length',
    'exceed\\w* (?:the )?(?:model )?token limit|\\btokens\\b.*`?max_new_tokens`? must be <=|max_tokens must be at least 1, got -',
    'prompt_tokens\\b.*\\bmust be less than max_seq_len|ContextWindowExceeded',
    '(?:payload|request|body|image|file)(?: size)? (?:exceeds|is too large)|\\bimage (?:is )?too large|\\btoo large\\b.*\\bmaximum\\b',
  ].join('|'),
  'i',
);

const TOO_LONG_CODES = /context_length_exceeded|exceed_context_size|request_too_large/i;

function isTooLarge(failure: ReportedFailure): boolean {
  const { httpStatus, message, codes } = failure;
  if (httpStatus === 413 || TOO_LONG_CODES.test(codes)) return true;
  if (httpStatus === 400 || httpStatus === 422) return TOO_LONG.test(message) && !says(CRASHED)(failure);
  // Local servers say so within a stream or with 500: LM Studio (lmstudio-ai/lmstudio-bug-tracker#2322) and llama.cpp.
  if ((httpStatus === null || httpStatus === 500) && TOO_LONG.test(message))
    return !isRateLimit(failure) && !says(CRASHED)(failure);
  return /request too large|reduce your message size/i.test(message) || asksMoreThanLimit(message);
}

// Groq: "Limit 8000, Used 0, Requested 9210." No waiting makes such a request fit.
function asksMoreThanLimit(message: string): boolean {
  const [, limit, requested] = /\bLimit ([\d,]+).*\bRequested ([\d,]+)/.exec(message) ?? [];
  return limit !== undefined && numberIn(requested) > numberIn(limit);
}

function numberIn(text = ''): number {
  return Number(text.replaceAll(',', ''));
}

function isRateLimit({ httpStatus, codes, message }: ReportedFailure): boolean {
  if (httpStatus !== null) return httpStatus === 429;
  if (/rate_limit|too_many_(?:requests|tokens)|quota|resource_exhausted/i.test(codes)) return true;
  return /\brate[ -]?limit(?:ed|s)?\b|\btoo many requests\b/i.test(message);
}

/**
 * Google: "Quota exceeded for metric: …_free_tier_requests, limit: 0, model: gemini-3.1-pro" (google-gemini/gemini-cli#22486),
 * "doesn't have a free quota tier" (danny-avila/LibreChat#7283): tomorrow there will be none, either.
 */
function hasNoQuota({ message }: ReportedFailure): boolean {
  const limits = [...message.matchAll(/\blimit: (\d+)\b/g)].map(([, limit]) => Number(limit));
  if (limits.length > 0) return limits.every((limit) => limit === 0);
  return /\b(?:does not|doesn't) have a free (?:quota )?tier\b/i.test(message);
}

function isLong({ window }: QuotaWords): boolean {
  return window === 'day' || window === 'month';
}

// Some tokens left may be too few for a question; one request is enough.
function mayRefuse({ unit, remaining }: QuotaWords): boolean {
  return unit !== 'requests' || remaining === null || remaining === 0;
}

// A quota that comes back tomorrow or next month, not in a moment.
function isLongQuota({ message, codes, details }: ReportedFailure): boolean {
  const text = `${message} ${codes} ${JSON.stringify(details)}`;
  const quotas = readQuotaWords(message);
  const empty = quotas.filter(({ remaining }) => remaining === 0);
  // Of several that are listed, one that still has something left is not what refuses.
  if (quotas.length > 1 && empty.length > 0) return empty.some(isLong);
  if (quotas.some((quota) => isLong(quota) && mayRefuse(quota))) return true;
  // Ollama: "reached your session usage limit", some hours', "reached your weekly usage limit" (NousResearch/hermes-agent#68832).
  return /per[ -]?day|per[ -]?month|daily|weekly|monthly|session usage|billing cycle|\/ ?(?:day|month)\b/i.test(
    text,
  );
}
