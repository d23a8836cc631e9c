import type { BudgetClaim, MoneyClaim } from '../database/totals/ledger-rows.ts';
import type { Turn } from '../database/people/conversation-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import { failure } from '../providers/contract/ending.ts';
import type { ChatMessage, Provider, ProviderId } from '../providers/contract/provider.ts';
import { outputLimit } from '../providers/protocols/reasoning/thinking.ts';
import type { Budgets } from '../usage/budgets/budgets.ts';
import type { MoneyBudgets } from '../usage/budgets/money-budgets.ts';
import { outputWithin, worstCost } from '../usage/budgets/worst-cost.ts';
import type { BudgetRefusal, Ledger } from '../usage/ledger/ledger.ts';
import type { Booking } from '../usage/ledger/booking.ts';
import type { PriceList } from '../usage/prices/price-list.ts';
import { refusalEnd } from './refusal-end.ts';
import type { ConversationMemory, NewTurn } from './conversation-memory.ts';
import type { Candidate, CircuitBreaker } from './circuit-breaker.ts';
import type { Attempt } from './end.ts';
import { promptSize } from './prompt-size.ts';
import type { ChatListener, Question } from './question.ts';
import { rememberedQuestion } from './remembered-question.ts';
import { runAttempt } from './run-attempt.ts';

export interface AskOptions {
  providers: ReadonlyMap<ProviderId, Provider>;
  ledger: Ledger;
  /** A person's tokens of the day; 0 is no limit. */
  limitFor: Budgets['limitFor'];
  money: Pick<MoneyBudgets, 'claim'>;
  prices: Pick<PriceList, 'cost'>;
  memory: ConversationMemory;
  breaker: CircuitBreaker;
  clock: Clock;
  logger: Logger;
  timeZone: string;
  systemPrompt: string;
  /** For the answer alone; a model that thinks gets room for that besides. */
  maxOutputTokens: number;
}

type BookedQuestion = Booking & { messages: ChatMessage[] };

/** What a call to a model is given besides the question. */
export interface Call {
  signal: AbortSignal;
  listener: ChatListener;
  /** When the question was asked, on the monotonic clock. */
  askedAt: number;
}

/** Less room than this for the answer is not worth a call. */
const LEAST_OUTPUT_TOKENS = 64;

/**
 * Asks one model: books, streams, settles and remembers. A request that is too large for its plan is sent once
 * more with the newer half of the conversation; Groq's free tier refuses what is above 8,000 tokens. One whose
 * optional parameter was refused is sent once more without it.
 */
export async function askCandidate(
  options: AskOptions,
  question: Question,
  candidate: Candidate,
  history: readonly Turn[],
  call: Call,
): Promise<Attempt> {
  const attempt = await askOnce(options, question, candidate, history, call);
  const { end, text } = attempt;
  if (end.type === 'failed' && end.mayRepeat && !call.signal.aborted)
    return askOnce(options, question, candidate, history, call);
  const isTooLarge = end.type === 'failed' && end.reason === 'too_large' && text === '';
  if (!isTooLarge || history.length === 0 || call.signal.aborted) return attempt;
  return askOnce(options, question, candidate, newerHalf(history), call);
}

async function askOnce(
  options: AskOptions,
  question: Question,
  candidate: Candidate,
  history: readonly Turn[],
  { signal, listener, askedAt }: Call,
): Promise<Attempt> {
  const provider = options.providers.get(candidate.provider);
  if (!provider) return unsent(failure('error', 'bad_request', 'the provider has no key'));
  const booked = await bookWithin(options, question, candidate, history);
  if ('refusedBy' in booked) return unsent(refusalEnd(booked, options));
  listener.onRequest(booked.id);
  const { messages } = booked;
  const maxOutputTokens = outputRoom(options, candidate, booked);
  const request = { ...candidate, messages, maxOutputTokens, signal };
  const attempt = await runAttempt(options, provider, booked, request, listener);
  // Part of an answer counts as well: "continue" makes sense only to a model that knows what it said.
  if (attempt.text.trim())
    await remember(options, question, { answer: attempt.text, askedAt, requestId: booked.id });
  return attempt;
}

function unsent(end: Attempt['end']): Attempt {
  return { end, text: '', retryAt: null };
}

/** Books the question with as much of the conversation as the person's budget has room for. */
async function bookWithin(
  options: AskOptions,
  question: Question,
  candidate: Candidate,
  history: readonly Turn[],
): Promise<BookedQuestion | BudgetRefusal> {
  const messages: ChatMessage[] = [
    { role: 'system', content: options.systemPrompt },
    ...history,
    { role: 'user', content: question.shortened ?? question.text, images: question.images },
  ];
  const size = promptSize(messages);
  const now = options.clock.now();
  const limit = await options.limitFor(question.userId, now);
  const output = outputLimitOf(options, candidate, messages);
  const booked = await options.ledger.tryBook({
    ...candidate,
    actionType: question.actionType ?? 'Chat',
    userId: question.userId,
    chatId: question.chatId,
    estimatedPromptTokens: size.estimated,
    budget: budgetClaim(limit, size.maximum, output),
    money: moneyClaim(options, question, candidate, { prompt: size.maximum, output, now }),
  });
  if (!('refusedBy' in booked)) return { ...booked, messages };
  if (history.length === 0) return booked;
  return bookWithin(options, question, candidate, newerHalf(history));
}

/** The tokens that the answer may have: what the model is given, and what every budget has room for. */
function outputRoom(options: AskOptions, candidate: Candidate, booked: BookedQuestion): number {
  const { messages, grantedTokens, grantedPicoUsd = null, createdAt } = booked;
  const promptTokens = promptSize(messages).maximum;
  const wanted = Math.min(
    outputLimitOf(options, candidate, messages),
    (grantedTokens ?? Infinity) - promptTokens,
  );
  if (grantedPicoUsd === null) return wanted;
  const call = { ...candidate, promptTokens, audioSeconds: null, at: createdAt };
  return outputWithin(options.prices, call, wanted, grantedPicoUsd);
}

/** What the call may cost, where budgets in money apply. */
function moneyClaim(
  { money, prices }: AskOptions,
  { userId, chatId }: Question,
  candidate: Candidate,
  { prompt, output, now }: { prompt: number; output: number; now: Date },
): MoneyClaim | null {
  const costOf = (completionTokens: number) =>
    worstCost(prices, { ...candidate, promptTokens: prompt, completionTokens, audioSeconds: null, at: now });
  const bounds = () => ({
    minimumPicoUsd: costOf(Math.min(LEAST_OUTPUT_TOKENS, output)),
    wantedPicoUsd: costOf(output),
  });
  return money.claim({ userId, chatId, provider: candidate.provider }, bounds, now);
}

function outputLimitOf(
  { maxOutputTokens }: AskOptions,
  { model }: Candidate,
  messages: readonly ChatMessage[],
): number {
  return outputLimit(model, maxOutputTokens, promptSize(messages).estimated);
}

/** Questions and answers come in pairs; some providers refuse a history that begins with an answer. */
function newerHalf(history: readonly Turn[]): readonly Turn[] {
  return history.slice(2 * Math.ceil(history.length / 4));
}

function budgetClaim(limitTokens: number, promptTokens: number, outputTokens: number): BudgetClaim | null {
  if (limitTokens === 0) return null;
  return {
    limitTokens,
    minimumTokens: promptTokens + LEAST_OUTPUT_TOKENS,
    wantedTokens: promptTokens + outputTokens,
  };
}

async function remember(
  { memory, logger }: AskOptions,
  question: Question,
  turn: Omit<NewTurn, 'question'>,
): Promise<void> {
  try {
    const asked = rememberedQuestion(question);
    if (question.isRepeated) await memory.takeBack(question.conversation, asked);
    await memory.remember(question.conversation, { ...turn, question: asked });
  } catch (error) {
    // The person has the answer; a gap in the memory must not turn it into a failure.
    logger.error({ error: describeError(error) }, 'a turn of a conversation was not kept');
  }
}
