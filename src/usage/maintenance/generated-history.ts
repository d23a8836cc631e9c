import { v7 as timeOrderedId } from 'uuid';
import type { SettlementRow } from '../../database/totals/ledger-rows.ts';
import { addDays, dayOf, daysBetween, type Day } from '../../foundation/day.ts';
import type { Failure } from '../../providers/contract/ending.ts';
import type { TokenUsage } from '../../providers/contract/measurement.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { FailureReason, FailureStatus } from '../../providers/contract/ending.ts';
import type { PriceList } from '../prices/price-list.ts';
import type { ActionType, Booking, Outcome } from '../ledger/booking.ts';
import { toSettlement } from '../ledger/settlement.ts';
import { spreadOverDays, timesOfDay } from './history-rhythm.ts';
import { createRandom, pick, pickByWeight, randomBytes, type Random } from './random.ts';

/** The setting that says that a database holds generated requests: reports are labelled as such. */
export const GENERATED_HISTORY = 'generated_history';

export interface HistoryModel {
  provider: ProviderId;
  model: string;
  /** It understands pictures. */
  sees?: boolean;
}

export interface HistoryPlan {
  requests: number;
  days: number;
  users: number;
  /** People with ids and shares of their own; without them `users` have generated ids. */
  people?: readonly { userId: bigint; share: number }[];
  /** The same seed and `now` give the same history. */
  seed: number;
  now: Date;
  timeZone: string;
  /** Those that chat, in the order in which they are asked. */
  models: readonly HistoryModel[];
  /** The one that writes down voice messages; without it nobody sends any. */
  transcriber?: HistoryModel;
}

/** Generated people have ids that Telegram gives to nobody: it counts up from far below. */
export const FIRST_GENERATED_USER = 9_000_000_000_000;

const FAILURES: readonly [FailureStatus, FailureReason][] = [
  ['rate_limited', 'rate_limit'],
  ['rate_limited', 'rate_limit'],
  ['unavailable', 'server_error'],
  ['timeout', 'timeout'],
  ['blocked', 'refused'],
];
const FAILED_SHARE = 0.03;
/** What people send: text, pictures, voice messages and what is then answered to these. */
const ACTIONS: readonly ActionType[] = ['Chat', 'Vision', 'Transcription', 'VoiceCommand'];
const ACTION_WEIGHTS = [80, 8, 6, 6];
const SILENT_WEIGHTS = [90, 10, 0, 0];
const PICTURE_TOKENS = 258;

/** Settled requests in the order of their time: uneven days, quiet nights, busy evenings and a few heavy users. */
export function* generateHistory(plan: HistoryPlan, prices: PriceList): Generator<SettlementRow> {
  const random = createRandom(plan.seed);
  const last = dayOf(plan.now, plan.timeZone);
  const days = daysBetween(addDays(last, 1 - plan.days), last);
  const counts = spreadOverDays({ ...plan, days }, random);
  const trouble = troubleOf(days, random);
  for (const [index, day] of days.entries())
    for (const createdAt of timesOfDay(day, counts[index] ?? 0, plan, random))
      yield settled({ plan, createdAt, day, isTroubled: day === trouble }, prices, random);
}

/** One day of a month the first provider has trouble; a short history has none. */
function troubleOf(days: readonly Day[], random: Random): Day | null {
  return days.length < 14 ? null : pick(days.slice(2, -2), random);
}

interface Moment {
  plan: HistoryPlan;
  createdAt: Date;
  day: Day;
  isTroubled: boolean;
}

function settled(moment: Moment, prices: PriceList, random: Random): SettlementRow {
  const { plan, createdAt, day } = moment;
  const weights = plan.transcriber ? ACTION_WEIGHTS : SILENT_WEIGHTS;
  const actionType = ACTIONS[pickByWeight(weights, random)] ?? 'Chat';
  const { provider, model } = modelFor(actionType, plan, random);
  const booking: Booking = {
    id: timeOrderedId({ msecs: createdAt.getTime(), random: randomBytes(random) }),
    provider,
    model,
    actionType,
    userId: userOf(plan, random),
    estimatedPromptTokens: 0,
    grantedTokens: null,
    createdAt,
    date: day,
  };
  const isTroubled = moment.isTroubled && provider === plan.models[0]?.provider;
  const failure = random() < (isTroubled ? 0.4 : FAILED_SHARE) ? pick(FAILURES, random) : null;
  return toSettlement(booking, outcomeOf(actionType, failure, random), prices, createdAt);
}

/** The first model answers most; the others when it cannot. */
function modelFor(
  actionType: ActionType,
  { models, transcriber }: HistoryPlan,
  random: Random,
): HistoryModel {
  if (actionType === 'Transcription' && transcriber) return transcriber;
  const seeing = models.filter(({ sees }) => sees);
  const able = actionType === 'Vision' && seeing.length > 0 ? seeing : models;
  const chosen =
    able[
      pickByWeight(
        able.map((_, index) => 1 / (index + 1) ** 1.2),
        random,
      )
    ];
  if (!chosen) throw new RangeError('a history needs a model');
  return chosen;
}

function userOf({ people, users }: HistoryPlan, random: Random): bigint {
  // The square makes the first users the heaviest.
  if (!people) return BigInt(FIRST_GENERATED_USER + Math.floor(random() ** 2 * users));
  const drawn = pickByWeight(
    people.map(({ share }) => share),
    random,
  );
  return people[drawn]?.userId ?? BigInt(FIRST_GENERATED_USER);
}

function outcomeOf(
  actionType: ActionType,
  failure: readonly [FailureStatus, FailureReason] | null,
  random: Random,
): Outcome {
  const isRecording = actionType === 'Transcription';
  const usage = usageOf(actionType, random);
  return {
    ending: failure ? failed(...failure) : { type: 'complete' },
    measurement: {
      usage: failure || isRecording ? null : usage,
      audioSeconds: isRecording && !failure ? Math.round(20 + random() ** 2 * 900) / 10 : null,
      rateLimits: null,
      receivedText: '',
      receivedReasoning: '',
      counted: null,
      hasEnded: false,
      latencyMs: 200 + random() ** 3 * 8000,
    },
  };
}

function usageOf(actionType: ActionType, random: Random): TokenUsage {
  const promptTokens = 20 + Math.floor(random() ** 3 * 3000) + (actionType === 'Vision' ? PICTURE_TOKENS : 0);
  return {
    promptTokens,
    completionTokens: 5 + Math.floor(random() ** 2 * 900),
    cachedTokens: random() < 0.2 ? Math.floor(promptTokens / 2) : 0,
    reasoningTokens: null,
  };
}

function failed(status: FailureStatus, reason: FailureReason): Failure {
  return {
    type: 'failed',
    status,
    reason,
    message: 'a generated failure',
    httpStatus: null,
    retryAfterMs: null,
  };
}
