import { asRecord } from '../contract/as-record.ts';
import type { HeaderValues } from '../readings/rate-limit-headers.ts';

/** An HTTP error, or an error inside a stream, in one shape for every SDK. */
export interface ReportedFailure {
  /** `null` for an error that arrived inside a stream that had begun with 200. */
  httpStatus: number | null;
  headers: HeaderValues;
  /** What the provider says to people; of a page of HTML its title. */
  message: string;
  /** Its codes, types and status words together, for telling kinds apart. */
  codes: string;
  /** Gemini's list of typed details. */
  details: readonly unknown[];
  /** The body is a page of HTML, which no provider's API sends. */
  isPage: boolean;
  /** A gateway passes on what a service behind it said: of one model, and of the gateway's account there. */
  isUpstream: boolean;
  cause: unknown;
}

/** Nobody says more than this about an error; a body may have megabytes. */
const LONGEST = 2_000;
/** The first of many mistakes say enough. */
const MOST_ITEMS = 5;
/** Wrappers within wrappers. */
const DEEPEST = 2;

/**
 * Reads an error's body: flat as Cerebras and Cohere send it, under `error` as Groq and Gemini do, in a list as Gemini
 * does outside of streams, in `errors` as Cloudflare does, or text.
 */
export function reportedFailure(
  httpStatus: number | null,
  headers: HeaderValues,
  body: unknown,
  cause: unknown,
): ReportedFailure {
  if (typeof body === 'string') return failureOfText(httpStatus, headers, body, cause);
  const fields = innerError(Array.isArray(body) ? body[0] : body);
  const details = Array.isArray(fields['details']) ? fields['details'] : [];
  const words = [fields['code'], fields['type'], fields['status'], ...details.map(reasonOf)];
  const own = messageOf(fields);
  const isNoReason = IS_NO_REASON.test(own);
  const upstream = upstreamFailure(fields);
  return {
    httpStatus: httpStatus ?? firstStatus(fields['code'], fields['status_code'], fields['status']),
    headers: { ...headers, ...headersWithin(fields) },
    message: (isNoReason && upstream?.message) || own,
    codes: [...words, upstream?.codes].filter(isWord).join(' ').slice(0, LONGEST),
    details,
    isPage: false,
    isUpstream: isNoReason && Boolean(asRecord(fields['metadata'])['raw']),
    cause,
  };
}

/** Some services send the error of a stream as an event, whatever the status (XiaomiMiMo/MiMo-V2-Flash#18). */
const EVENT_DATA = /^(?:(?:id|event)?:.{0,200}\r?\n){0,3}data: ?(\{.*)/i;

function failureOfText(
  httpStatus: number | null,
  headers: HeaderValues,
  body: string,
  cause: unknown,
): ReportedFailure {
  const parsed = parseJson(body) ?? parseJson(EVENT_DATA.exec(body)?.[1] ?? '');
  if (parsed !== null) return reportedFailure(httpStatus, headers, parsed, cause);
  const text = body.slice(0, LONGEST).trim();
  const isPage = /^(?:<!doctype html|<html|<head|<body|<center|<\?xml|<!--)/i.test(text);
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? '';
  const message = isPage ? title : text;
  return { httpStatus, headers, message, codes: '', details: [], isPage, isUpstream: false, cause };
}

function parseJson(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function innerError(body: unknown, depth = 0): Record<string, unknown> {
  const fields = asRecord(body);
  const { error, errors, base_resp: minimax } = fields;
  if (typeof error === 'string') return { message: error, ...fields };
  // Cloudflare puts the same into a list, under either name.
  const inner = [error, errors].map(firstOf).find((it) => typeof it === 'object' && it !== null);
  if (inner)
    return depth < DEEPEST && !isWord(messageOf(asRecord(inner)))
      ? innerError(inner, depth + 1)
      : asRecord(inner);
  const { status_code: code, status_msg: message } = asRecord(minimax);
  return code ? { code: typeof code === 'number' ? `${code}` : code, message } : fields;
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/** FastAPI and others say it in `detail` or `title`; both, and Mistral within `message`, as a list of what is wrong where. */
function messageOf(fields: Record<string, unknown>): string {
  const named = [fields['message'], fields['detail'], fields['title'], fields['error_description']];
  const words = [...named, ...named.map(wordsOfList), fields['error_msg'], fields['msg']];
  return (words.find(isWord) ?? '').slice(0, LONGEST);
}

/** `[{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }]` */
function wordsOfList(value: unknown): string {
  const inner = asRecord(value)['detail'] ?? value;
  const items = (Array.isArray(inner) ? inner : []).slice(0, MOST_ITEMS).map(asRecord);
  return items
    .filter(({ msg }) => isWord(msg))
    .map(({ loc, msg }) => `${Array.isArray(loc) ? `${loc.filter(isWord).join('.')}: ` : ''}${String(msg)}`)
    .join('; ');
}

function reasonOf(detail: unknown): unknown {
  return asRecord(detail)['reason'];
}

/** Services that stream send a status as a number or as its digits. */
function firstStatus(...codes: readonly unknown[]): number | null {
  const statuses = codes.map((code) => (/^[45]\d\d$/.test(String(code)) ? Number(code) : null));
  return statuses.find((status) => status !== null) ?? null;
}

/** OpenRouter's limits, in `metadata.headers` of a 429 (https://openrouter.ai/docs/api-reference/errors). */
function headersWithin({ metadata }: Record<string, unknown>): HeaderValues {
  const entries = Object.entries(asRecord(asRecord(metadata)['headers']));
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** What OpenRouter says of an error that a service behind it has reported. */
const IS_NO_REASON = /^(?:provider returned error)?\.?$|^\s*\{/i;

/**
 * The failure of the service behind a gateway: OpenRouter keeps it in `metadata.raw`, as text or as JSON
 * (open-webui/computer#293), others put the JSON into the message (google-gemini/gemini-cli#14519).
 */
function upstreamFailure(fields: Record<string, unknown>): ReportedFailure | null {
  const { raw } = asRecord(fields['metadata']);
  const within = raw ? raw : parseJson(messageOf(fields));
  // Without anything behind that: nobody knows how deep it goes.
  return within ? reportedFailure(null, {}, lastOf(within), null) : null;
}

function lastOf(raw: unknown): unknown {
  const body = typeof raw === 'string' ? (parseJson(raw) ?? raw) : raw;
  if (typeof body === 'string') return body;
  const fields = innerError(body);
  const message = messageOf(fields);
  return { ...fields, metadata: null, message: parseJson(message) ? '' : message };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
