import { createTranslator } from '../../../../src/localization/translator.ts';

/** The bot's messages that a fault can cause. */
const KEYS = [
  'error-rate-limit',
  'error-quota-exhausted',
  'error-payment-required',
  'error-timeout',
  'error-network',
  'error-server-error',
  'error-bad-response',
  'error-truncated',
  'error-empty-answer',
  'error-out-of-room',
  'error-tool-call',
  'error-invalid-key',
  'error-account-restricted',
  'error-location',
  'error-model-not-found',
  'error-too-large',
  'error-refused',
  'error-bad-request',
  'error-all-failed',
  'error-all-failed-until',
  'error-all-rate-limited',
  'error-internal',
  'error-file-gone',
  'error-file-too-large',
  'error-download-failed',
] as const;

/**
 * Names a text in the table's words: the complete `answer`, part of it, a transcript, or a message's name.
 */
export function nameText(text: string, answer: string): string {
  if (text === answer) return 'the answer';
  if (text !== '' && answer.startsWith(text)) return 'the partial answer';
  if (text.startsWith(createTranslator('en')('voice-heard'))) return 'the transcript';
  return KEYS.find((key) => patternOf(key).test(text)) ?? text;
}

/** Names several texts in order. */
export function nameTexts(texts: readonly string[], answer: string): string {
  return texts.map((text) => nameText(text, answer)).join(', then ') || 'nothing';
}

function patternOf(key: string): RegExp {
  const text = createTranslator('en')(key, { time: '\u0001', megabytes: '\u0001' });
  const literal = text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('\u0001', '.+')}$`);
}
