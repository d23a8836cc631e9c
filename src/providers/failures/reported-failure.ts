import { asRecord } from '../contract/as-record.ts';
import type { HeaderValues } from '../readings/rate-limit-headers.ts';

/** An HTTP error, or an error inside a stream, in one shape for every SDK. */
export interface ReportedFailure {
  /** `null` for an error that arrived inside a stream that had begun with 200. */
  httpStatus: number | null;
  headers: HeaderValues;
  /** What the provider says to people. */
  message: string;
  /** Its codes, types and status words together, for telling kinds apart. */
  codes: string;
  /** Gemini's list of typed details. */
  details: readonly unknown[];
  cause: unknown;
}

/** What is said beyond is none of an error's business; searching megabytes for words would hold up everybody. */
const LONGEST = 4_000;

/**
 * Reads an error's body: flat as Cerebras and Cohere send it, or under `error` as Groq and Gemini do. A body
 * that is no JSON object, such as a proxy's HTML page, says nothing worth repeating.
 */
export function reportedFailure(
  httpStatus: number | null,
  headers: HeaderValues,
  body: unknown,
  cause: unknown,
): ReportedFailure {
  const fields = innerError(body);
  const message = textOf(fields['message']);
  const details = Array.isArray(fields['details']) ? fields['details'] : [];
  const words = [fields['code'], fields['type'], fields['status'], ...details.map(reasonOf)];
  const status = httpStatus ?? statusOf(fields['code']) ?? statusOf(fields['status_code']);
  return {
    httpStatus: status,
    headers,
    message,
    codes: words.map(textOf).filter(Boolean).join(' '),
    details,
    cause,
  };
}

function innerError(body: unknown): Record<string, unknown> {
  const fields = asRecord(body);
  const { error } = fields;
  if (typeof error === 'string') return { message: error, ...fields };
  return typeof error === 'object' && error !== null ? asRecord(error) : fields;
}

function reasonOf(detail: unknown): unknown {
  return asRecord(detail)['reason'];
}

function statusOf(code: unknown): number | null {
  return typeof code === 'number' && code >= 400 && code < 600 ? code : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST) : '';
}
