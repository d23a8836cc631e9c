import type { ProviderError } from '../contract/provider-error.ts';
import { mergeReports } from '../readings/usage-report.ts';
import type { AnswerPart } from './answer-progress.ts';

/** How the events of one wire format are read. */
export interface EventReader {
  read: (event: unknown) => AnswerPart;
  /** The error that an event tells of; `null` for none. */
  errorIn: (event: unknown) => unknown;
  toError: (error: unknown) => ProviderError;
}

/** What each group of events adds to the answer, up to and with the first that tells of an error. */
export async function* readParts(
  groups: AsyncIterable<unknown[]>,
  { read, errorIn, toError }: EventReader,
): AsyncGenerator<AnswerPart, void, undefined> {
  for await (const events of groups) {
    const errors = events.map(errorIn);
    const failed = errors.findIndex((error) => error !== null);
    const told = failed === -1 ? events : events.slice(0, failed + 1);
    // An error alone is no beginning of an answer.
    const parts = told.map(read).filter((part, index) => index !== failed || saysSomething(part));
    if (parts.length > 0) yield parts.reduce(joinParts);
    if (failed !== -1) throw toError(errors[failed]);
  }
}

/** The first of the values that is an error: neither empty nor a polite "none". */
export function firstError(...values: readonly unknown[]): unknown {
  return values.find(isError) ?? null;
}

function isError(value: unknown): boolean {
  return typeof value === 'object' ? Object.keys(value ?? {}).length > 0 : Boolean(value);
}

function saysSomething({ text, reasoning, message, usage }: AnswerPart): boolean {
  return [text, reasoning, message?.text, message?.reasoning, usage].some(Boolean);
}

function joinParts(first: AnswerPart, next: AnswerPart): AnswerPart {
  return {
    text: `${first.text ?? ''}${next.text ?? ''}`,
    reasoning: `${first.reasoning ?? ''}${next.reasoning ?? ''}`,
    message: joinMessages(first.message, next.message),
    ending: first.ending?.type === 'failed' ? first.ending : (next.ending ?? first.ending),
    usage: mergeReports(first.usage ?? null, next.usage ?? null),
    reportedUsd: next.reportedUsd ?? first.reportedUsd ?? null,
    model: next.model ?? first.model,
    callsTool: Boolean(first.callsTool) || Boolean(next.callsTool),
    wentOn: Boolean(first.wentOn) || Boolean(next.wentOn) || (Boolean(first.ending) && Boolean(next.text)),
  };
}

function joinMessages(first: AnswerPart['message'], next: AnswerPart['message']): AnswerPart['message'] {
  if (!first || !next) return next ?? first ?? null;
  return {
    text: `${first.text ?? ''}${next.text ?? ''}`,
    reasoning: `${first.reasoning ?? ''}${next.reasoning ?? ''}`,
  };
}
