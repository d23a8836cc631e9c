import type { TranscriptionEnd } from '../../chat/transcription-service.ts';
import { Count } from '../../localization/count.ts';
import { formatRemaining } from '../../localization/formats/format-duration.ts';
import type { TranslationArgs } from '../../localization/translator.ts';
import type { FailureReason } from '../../providers/contract/ending.ts';
import type { BotContext } from '../messages/context.ts';
import { secondsUntil } from '../messages/seconds-until.ts';
import { MONEY_KEYS } from './chat-end-message.ts';

/** Longer ones are refused: nobody waits for their transcript. */
export const MAX_VOICE_MINUTES = 25;

/** What a person can do about it, where that is more than trying again. */
const FAILURES: Partial<Readonly<Record<FailureReason, string>>> = {
  rate_limit: 'error-voice-busy',
  quota_exhausted: 'error-voice-busy',
  payment_required: 'error-voice-unavailable',
  invalid_key: 'error-voice-unavailable',
  key_restricted: 'error-voice-unavailable',
  api_disabled: 'error-voice-unavailable',
  account_restricted: 'error-voice-unavailable',
  location: 'error-voice-unavailable',
  forbidden: 'error-voice-unavailable',
  wrong_address: 'error-voice-unavailable',
  model_blocked: 'error-voice-unavailable',
  model_not_found: 'error-voice-unavailable',
  too_large: 'error-voice-too-long',
  bad_request: 'error-audio-format',
  aborted: 'error-aborted',
};

/** What a person is told about a recording that is longer than it may be. */
export function tooLongMessage({ style }: Pick<BotContext, 'style'>) {
  return { key: 'error-voice-too-long', args: { minutes: new Count(MAX_VOICE_MINUTES, style) } };
}

/** What a person is told about a recording without words to answer. */
export function transcriptionEndMessage(
  { translate, style }: Pick<BotContext, 'translate' | 'style'>,
  end: TranscriptionEnd,
  now: Date,
): { key: string; args?: TranslationArgs } {
  switch (end.type) {
    case 'complete':
    case 'length':
      return { key: 'error-voice-silent' };
    case 'not_configured':
    case 'all_paused':
      return { key: 'error-voice-unavailable' };
    case 'budget_exhausted':
      return {
        key: 'error-budget-exhausted',
        args: { time: formatRemaining(end.renewsAt, now, translate, style) },
      };
    case 'money_exhausted':
      return {
        key: MONEY_KEYS[end.of],
        args: { time: formatRemaining(end.renewsAt, now, translate, style) },
      };
    case 'too_fast':
      return { key: 'error-too-fast', args: { seconds: secondsUntil(end.freeInMs, style) } };
    case 'all_refuse': {
      const time = formatRemaining(end.retryAt, now, translate, style);
      return { key: 'error-voice-busy-until', args: { time } };
    }
    case 'failed': {
      const key = FAILURES[end.reason] ?? 'error-voice-failed';
      return key === 'error-voice-too-long' ? tooLongMessage({ style }) : { key };
    }
    default:
      return end satisfies never;
  }
}
