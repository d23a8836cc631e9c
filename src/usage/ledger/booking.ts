import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import type { Ending } from '../../providers/contract/ending.ts';
import type { Measurement } from '../../providers/contract/measurement.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { Quote } from '../prices/price-list.ts';

export type ActionType = 'Chat' | 'VoiceCommand' | 'Transcription' | 'Vision';

/** A request that is booked and not settled yet. */
export interface Booking {
  id: string;
  provider: ProviderId;
  /** The configured name that is asked. */
  model: string;
  /** Names the key and address that are asked. */
  keyHash?: string;
  actionType: ActionType;
  userId: bigint | null;
  estimatedPromptTokens: number;
  /** Seconds that a recording to be written down is expected to last; absent for any other request. */
  estimatedAudioSeconds?: number | null;
  /** Tokens held against the person's budget; `null` when no budget applies. */
  grantedTokens: number | null;
  /** Money held against budgets; `null` when none applies. */
  grantedPicoUsd?: PicoUsd | null;
  createdAt: Date;
  date: Day;
  /** The prices that it was made at, while its process lives. */
  quote?: Quote;
}

/** How a request ended, and what it used. */
export interface Outcome {
  ending: Ending;
  measurement: Measurement;
}
