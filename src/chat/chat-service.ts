import type { Turn } from '../database/people/conversation-store.ts';
import { deadlineSignal } from '../foundation/deadline-signal.ts';
import type { PausedProviders } from '../usage/settings/pauses.ts';
import { askCandidate, type AskOptions, type Call } from './ask-candidate.ts';
import {
  endOfAll,
  hasFailed,
  isWorthAnother,
  outOfTime,
  type Attempt,
  type End,
  type FailedAttempt,
} from './end.ts';
import {
  chooseCandidates,
  isSameCandidate,
  parseCandidate,
  type Choice,
  type ProviderModels,
} from './choose-candidates.ts';
import type { Candidate } from './circuit-breaker.ts';
import { modelsThatSee } from './models-that-see.ts';
import type { ChatListener, Question } from './question.ts';
import { rememberedQuestion } from './remembered-question.ts';
import { shortenQuestion } from './shorten-question.ts';

export interface ChatService {
  /** Answers one question, telling of its words as they arrive. Never rejects for a provider's failure. */
  answer(question: Question, listener: ChatListener): Promise<End>;
  forget(conversation: string): Promise<void>;
  /** Forgets every conversation whose key begins like this. */
  forgetAll(prefix: string): Promise<void>;
}

export interface ChatServiceOptions extends AskOptions {
  configured: readonly ProviderModels[];
  /** The providers that admins paused: they are not asked, whoever chose them. */
  readPaused: () => Promise<PausedProviders>;
  /** The whole wait, all attempts together. */
  totalTimeoutMs: number;
}

export function createChatService(options: ChatServiceOptions): ChatService {
  return {
    answer: (question, listener) => answer(options, question, listener),
    forget: (conversation) => options.memory.forget(conversation),
    forgetAll: (prefix) => options.memory.forgetAll(prefix),
  };
}

async function answer(options: ChatServiceOptions, question: Question, listener: ChatListener): Promise<End> {
  const askedAt = options.clock.monotonicMs();
  const { tooFast, paused, chosenModel, history, limit } = await readKnown(options, question);
  if (tooFast) return tooFast;
  const available = availableModels(options.configured, paused, question);
  if (!Array.isArray(available)) return available;
  const chosen = parseCandidate(chosenModel, available);
  const choose = () => chooseCandidates(available, chosen, options.breaker);
  const asking = { ...options, limitFor: knownFirst(limit, options.limitFor) };
  const deadline = deadlineSignal(options.clock, question.signal, options.totalTimeoutMs);
  try {
    return await askInTurn(asking, question, choose, history, { signal: deadline.signal, listener, askedAt });
  } finally {
    deadline.end();
  }
}

/** What is known of the person and the chat, asked for at the same moment, so that it is one round trip. */
async function readKnown({ readPaused, memory, limitFor, clock }: ChatServiceOptions, question: Question) {
  const repeated = question.isRepeated ? rememberedQuestion(question) : undefined;
  const [tooFast, paused, chosenModel, history, limit] = await Promise.all([
    question.mayAsk?.() ?? null,
    readPaused(),
    question.chosenModel,
    memory.recall(question.conversation, repeated),
    limitFor(question.userId, clock.now()),
  ]);
  return { tooFast, paused, chosenModel, history, limit };
}

/** The limit that was read with the conversation, for the first booking; another one reads it again. */
function knownFirst(limit: number, limitFor: AskOptions['limitFor']): AskOptions['limitFor'] {
  let known: number | null = limit;
  return async (userId, now) => {
    const first = known;
    known = null;
    return first ?? limitFor(userId, now);
  };
}

/**
 * Asks one candidate after the other until one answers, or another would fare no better. What is too long for one may
 * fit another; where it fits none, they are asked with both ends of it.
 */
async function askInTurn(
  options: ChatServiceOptions,
  question: Question,
  choose: () => Choice,
  history: readonly Turn[],
  call: Call,
): Promise<End> {
  const failures: FailedAttempt[] = [];
  const asked: Candidate[] = [];
  let unpaid: End | null = null;
  for (const candidate of choose().candidates) {
    const attempt = await askUnlessOpen(options, question, candidate, history, call);
    if (!attempt) continue;
    if (isProvidersMoney(attempt.end)) {
      unpaid = attempt.end;
      continue;
    }
    if (!hasFailed(attempt)) return attempt.end;
    if (!isWorthAnother(attempt) || call.signal.aborted)
      return question.signal.aborted ? attempt.end : outOfTime(attempt.end);
    failures.push(attempt);
    asked.push(candidate);
  }
  const shorter = failures.some(isTooLarge) ? shortenQuestion(question) : null;
  if (shorter) {
    // Of a longer conversation half was sent so far; the text is worth more than that.
    if (history.length > 2) return askInTurn(options, question, choose, [], call);
    call.listener.onShortened();
    return askInTurn(options, shorter, choose, [], call);
  }
  if (unpaid && failures.length === 0) return unpaid;
  const { resting, retryAt } = choose();
  const unasked = resting.filter((rest) => !asked.some((one) => isSameCandidate(one, rest.candidate)));
  const providers = new Set([...asked, ...unasked.map((rest) => rest.candidate)].map((one) => one.provider));
  return endOfAll(failures, { resting: unasked, retryAt, isOneProvider: providers.size === 1 });
}

/** Whether the month's money of one provider is spent: others may have some. */
function isProvidersMoney(end: Attempt['end']): boolean {
  return end.type === 'money_exhausted' && end.of === 'provider';
}

function isTooLarge({ end }: FailedAttempt): boolean {
  return end.reason === 'too_large';
}

/** `null` when somebody else's question found it broken, or began to try it, since this one began. */
async function askUnlessOpen(
  options: ChatServiceOptions,
  question: Question,
  candidate: Candidate,
  history: readonly Turn[],
  call: Call,
): Promise<Attempt | null> {
  const { breaker } = options;
  if (breaker.restOf(candidate) && !breaker.isSuspect(candidate)) return null;
  // Before anything is waited for, so that one question at a time tries it.
  breaker.startTrial(candidate);
  const attempt = await askCandidate(options, question, candidate, history, call);
  if (attempt.end.type === 'budget_exhausted' || attempt.end.type === 'money_exhausted')
    breaker.release(candidate);
  return attempt;
}

/** The models that may be asked, or why there is none. */
function availableModels(
  configured: readonly ProviderModels[],
  paused: PausedProviders,
  { images }: Question,
): ProviderModels[] | { type: 'not_configured' | 'all_paused' | 'no_vision' } {
  if (configured.length === 0) return { type: 'not_configured' };
  const working = configured.filter(({ provider }) => !paused.has(provider));
  if (working.length === 0) return { type: 'all_paused' };
  const seeing = images?.length ? modelsThatSee(working) : working;
  return seeing.length === 0 ? { type: 'no_vision' } : seeing;
}
