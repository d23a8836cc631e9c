import type { End } from '../../chat/end.ts';
import { formatRemaining } from '../../localization/formats/format-duration.ts';
import type { TranslationArgs } from '../../localization/translator.ts';
import type { FailureReason } from '../../providers/contract/ending.ts';
import type { BotContext } from '../messages/context.ts';
import { secondsUntil } from '../messages/seconds-until.ts';

interface Message {
  key: string;
  args?: TranslationArgs;
  /** Whether the same question may fare better later, or with another model. */
  canTryAgain?: boolean;
}

/** Endings of which "write continue" would be no help, whatever arrived before. */
const NO_CUT: ReadonlySet<FailureReason> = new Set([
  'refused',
  'refused_here',
  'empty_answer',
  'out_of_room',
  'broken',
]);

/** Which budget in money is spent. */
export const MONEY_KEYS = {
  user: 'error-money-user',
  group: 'error-money-group',
  provider: 'error-money-all',
  all: 'error-money-all',
} as const;

/** What a person is told about how their question ended; `null` when the answer speaks for itself. */
export function chatEndMessage(
  { translate, style }: Pick<BotContext, 'translate' | 'style'>,
  end: End,
  { now, hasText }: { now: Date; hasText: boolean },
): Message | null {
  const relative = (instant: Date) => formatRemaining(instant, now, translate, style);
  switch (end.type) {
    case 'complete':
      return null;
    case 'length':
      return { key: 'error-truncated', canTryAgain: true };
    case 'budget_exhausted':
      return { key: 'error-budget-exhausted', args: { time: relative(end.renewsAt) } };
    case 'money_exhausted':
      return { key: MONEY_KEYS[end.of], args: { time: relative(end.renewsAt) } };
    case 'too_fast':
      return { key: 'error-too-fast', args: { seconds: secondsUntil(end.freeInMs, style) } };
    case 'not_configured':
      return { key: 'error-not-configured' };
    case 'no_vision':
      return { key: 'error-no-vision' };
    case 'all_paused':
      return { key: 'error-all-paused' };
    case 'all_refuse':
      return { key: 'error-all-rate-limited', args: { time: relative(end.retryAt) }, canTryAgain: true };
    case 'all_failed':
      return end.retryAt
        ? { key: 'error-all-failed-until', args: { time: relative(end.retryAt) }, canTryAgain: true }
        : { key: 'error-all-failed', canTryAgain: true };
    case 'failed':
      return {
        // Who is refused in the middle of an answer would only be refused again on writing "continue".
        key:
          hasText && !NO_CUT.has(end.reason) ? 'error-truncated' : `error-${end.reason.replaceAll('_', '-')}`,
        // Another model may not refuse it.
        canTryAgain: true,
      };
    default:
      return end satisfies never;
  }
}
