import type { BudgetClaim } from '../database/ledger-rows.ts';
import type { Turn } from '../database/history-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { endOfDay } from '../foundation/day.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import type { ChatImage, ChatMessage, FinishReason, Provider, ProviderId } from '../providers/provider.ts';
import type { FailureReason } from '../providers/provider-error.ts';
import type { Budgets } from '../usage/budgets.ts';
import type { Ledger } from '../usage/ledger.ts';
import type { PausedProviders } from '../usage/pauses.ts';
import type { ActionType, Booking } from '../usage/settlement.ts';
import { chooseCandidates, parseCandidate, type Choice, type ProviderModels } from './choose-candidates.ts';
import type { ConversationMemory } from './conversation-memory.ts';
import type { Candidate, Cooldowns } from './cooldowns.ts';
import { modelsThatSee } from './models-that-see.ts';
import { promptSize } from './prompt-size.ts';
import { rememberedQuestion } from './remembered-question.ts';
import { runAttempt, type AttemptEnd } from './run-attempt.ts';

export interface Question {
  userId: bigint;
  chatId: bigint;
  /** Whose memory the question belongs to. */
  conversation: string;
  text: string;
  /** Pictures that it is about: only models that see are asked. */
  images?: readonly ChatImage[];
  /** What it is booked as; `Chat` unless told. */
  actionType?: ActionType;
  /** The chat's own choice, `provider/model`. */
  chosenModel: string | null;
  signal: AbortSignal;
}

/** What ends a question: an answer, or why there is none. */
export type ChatEnd =
  | { type: 'answered'; provider: ProviderId; model: string; finishReason: FinishReason }
  | { type: 'budget_exhausted'; renewsAt: Date }
  | { type: 'not_configured' }
  /** It is about pictures, and no model that could be asked sees. */
  | { type: 'no_vision' }
  /** Admins paused every provider. */
  | { type: 'all_paused' }
  /** All of them said when to come back; this is the earliest. */
  | { type: 'all_refuse'; retryAt: Date }
  | { type: 'all_failed' }
  /** `partial`: words had arrived before it failed. */
  | { type: 'failed'; reason: FailureReason; partial: boolean };

export type ChatUpdate = { type: 'text'; text: string } | ChatEnd;

export interface ChatService {
  /** Streams the answer to one question; the last update is a `ChatEnd`. Never throws for a provider's failure. */
  answer(question: Question): AsyncGenerator<ChatUpdate, void, undefined>;
  forget(conversation: string): Promise<void>;
}

export interface ChatServiceOptions {
  providers: ReadonlyMap<ProviderId, Provider>;
  configured: readonly ProviderModels[];
  /** The providers that admins paused: they are not asked, whoever chose them. */
  readPaused: () => Promise<PausedProviders>;
  ledger: Ledger;
  /** A person's tokens of the day; 0 is no limit. */
  limitFor: Budgets['limitFor'];
  memory: ConversationMemory;
  cooldowns: Cooldowns;
  clock: Clock;
  logger: Logger;
  timeZone: string;
  systemPrompt: string;
  maxOutputTokens: number;
  /** The whole wait, all attempts together. */
  totalTimeoutMs: number;
}

type Failure = Extract<AttemptEnd, { type: 'failed' }>;

/** Reasons that pass by themselves. */
const BUSY: ReadonlySet<FailureReason> = new Set(['rate_limit', 'quota_exhausted']);
/** Less room than this for the answer is not worth a call. */
const LEAST_OUTPUT_TOKENS = 64;

export function createChatService(options: ChatServiceOptions): ChatService {
  return {
    answer: (question) => answer(options, question),
    forget: (conversation) => options.memory.forget(conversation),
  };
}

async function* answer(
  options: ChatServiceOptions,
  question: Question,
): AsyncGenerator<ChatUpdate, void, undefined> {
  if (options.configured.length === 0) {
    yield { type: 'not_configured' };
    return;
  }
  const paused = await options.readPaused();
  const working = options.configured.filter(({ provider }) => !paused.has(provider));
  if (working.length === 0) {
    yield { type: 'all_paused' };
    return;
  }
  const available = question.images?.length ? modelsThatSee(working) : working;
  if (available.length === 0) {
    yield { type: 'no_vision' };
    return;
  }
  const chosen = parseCandidate(question.chosenModel, available);
  const choice = chooseCandidates(available, chosen, options.cooldowns);
  const history = await options.memory.recall(question.conversation);
  const signal = AbortSignal.any([question.signal, AbortSignal.timeout(options.totalTimeoutMs)]);

  const failures: Failure[] = [];
  for (const candidate of choice.candidates) {
    const end = yield* attempt(options, question, candidate, history, signal);
    if (end.type !== 'failed' || !worthAnother(end) || signal.aborted) {
      yield finish(options, question, end);
      return;
    }
    failures.push(end);
  }
  yield nobodyAnswered(choice, failures);
}

async function* attempt(
  options: ChatServiceOptions,
  question: Question,
  candidate: Candidate,
  history: readonly Turn[],
  signal: AbortSignal,
): AsyncGenerator<ChatUpdate, AttemptEnd, undefined> {
  const provider = options.providers.get(candidate.provider);
  if (!provider) return { type: 'failed', reason: 'bad_request', text: '', retryAt: null };
  const booked = await bookWithin(options, question, candidate, history);
  if (!booked) return { type: 'no_budget' };
  const { messages, grantedTokens } = booked;
  const room = (grantedTokens ?? Infinity) - promptSize(messages).maximum;
  const maxOutputTokens = Math.min(options.maxOutputTokens, room);
  const end = yield* runAttempt(options, provider, booked, {
    ...candidate,
    messages,
    maxOutputTokens,
    signal,
  });
  // Part of an answer counts as well: "continue" makes sense only to a model that knows what it said.
  if (end.type !== 'no_budget' && end.text.trim()) await remember(options, question, end.text, booked.id);
  return end;
}

/** Books the question with as much of the conversation as the person's budget has room for. */
async function bookWithin(
  options: ChatServiceOptions,
  question: Question,
  candidate: Candidate,
  history: readonly Turn[],
): Promise<(Booking & { messages: ChatMessage[] }) | null> {
  const messages: ChatMessage[] = [
    { role: 'system', content: options.systemPrompt },
    ...history,
    { role: 'user', content: question.text, images: question.images },
  ];
  const size = promptSize(messages);
  const limit = await options.limitFor(question.userId, options.clock.now());
  const booked = await options.ledger.book({
    ...candidate,
    actionType: question.actionType ?? 'Chat',
    userId: question.userId,
    chatId: question.chatId,
    estimatedPromptTokens: size.estimated,
    budget: budgetClaim(limit, size.maximum, options.maxOutputTokens),
  });
  if (booked) return { ...booked, messages };
  if (history.length === 0) return null;
  // Questions and answers come in pairs; the newer half of the pairs is tried next.
  return bookWithin(options, question, candidate, history.slice(2 * Math.ceil(history.length / 4)));
}

function finish({ clock, timeZone }: ChatServiceOptions, question: Question, end: AttemptEnd): ChatEnd {
  if (end.type === 'no_budget')
    return { type: 'budget_exhausted', renewsAt: endOfDay(clock.now(), timeZone) };
  if (end.type === 'answered') return end;
  // Nobody stopped it: what ran out was the time for the whole answer.
  const reason = end.reason === 'aborted' && !question.signal.aborted ? 'timeout' : end.reason;
  return { type: 'failed', reason, partial: end.text !== '' };
}

function nobodyAnswered(choice: Choice, failures: readonly Failure[]): ChatEnd {
  const [first, ...others] = failures;
  const instants = [choice.retryAt, ...failures.map((failure) => failure.retryAt)].filter(
    (it) => it !== null,
  );
  const [retryAt] = instants.toSorted((a, b) => a.getTime() - b.getTime());
  if (retryAt && failures.every(({ reason }) => BUSY.has(reason))) return { type: 'all_refuse', retryAt };
  const alone = first && others.length === 0 && choice.retryAt === null;
  return alone ? { type: 'failed', reason: first.reason, partial: false } : { type: 'all_failed' };
}

async function remember(
  { memory, logger }: ChatServiceOptions,
  question: Question,
  text: string,
  requestId: string,
): Promise<void> {
  try {
    await memory.remember(question.conversation, rememberedQuestion(question), text, requestId);
  } catch (error) {
    // The person has the answer; a gap in the memory must not turn it into a failure.
    logger.error({ error: describeError(error) }, 'a turn of a conversation was not kept');
  }
}

function budgetClaim(limitTokens: number, promptTokens: number, outputTokens: number): BudgetClaim | null {
  if (limitTokens === 0) return null;
  return {
    limitTokens,
    minimumTokens: promptTokens + LEAST_OUTPUT_TOKENS,
    wantedTokens: promptTokens + outputTokens,
  };
}

/** A refusal or a malformed question would fare no better elsewhere, and half an answer is not said twice. */
function worthAnother({ reason, text }: Failure): boolean {
  return text === '' && !['refused', 'bad_request', 'aborted'].includes(reason);
}
