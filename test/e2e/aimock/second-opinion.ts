import {
  LLMock,
  type ChaosConfig,
  type ChatCompletionRequest,
  type JournalEntry,
  type TranscriptionResponse,
} from '@copilotkit/aimock';
import type { Clock } from '../../../src/foundation/clock.ts';
import { startRunningBot, type LedgerRow, type RunningBot } from '../../support/bot/running-bot.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';

export const PROVIDERS = ['groq', 'gemini', 'cerebras', 'cohere'] as const;
export type ProviderId = (typeof PROVIDERS)[number];

/** What aimock answers with. */
export type Answer = Exclude<Parameters<LLMock['on']>[1], (request: never) => unknown>;
type Behaviour = NonNullable<Parameters<LLMock['on']>[2]>;

/** One model each, that sees pictures where the provider has such a model. */
export const MODELS: Readonly<Record<ProviderId, string>> = {
  groq: 'qwen/qwen3.8-27b',
  gemini: 'gemini-3.5-flash-lite',
  cerebras: 'qwen-3.8-27b',
  cohere: 'command-a-vision-07-2025',
};

const PATHS: readonly [ProviderId, RegExp][] = [
  ['groq', /^\/openai\/v1\//],
  ['gemini', /^\/v1beta\/models\//],
  ['cerebras', /^\/v1\/chat\/completions/],
  ['cohere', /^\/v2\/chat/],
];

/** The real bot between our Telegram and somebody else's idea of all four providers. */
export interface SecondOpinion {
  bot: RunningBot;
  /** Answers whatever no later call answers; to one provider alone where it is named. */
  answer(answer: Answer | ((request: ChatCompletionRequest) => Answer), options?: AnswerOptions): void;
  /** Hears this in every recording. */
  hears(transcription: TranscriptionResponse['transcription']): void;
  chaos(config: ChaosConfig): void;
  /** Forgets all answers. */
  forget(): void;
  /** The requests that reached aimock. */
  journal(): JournalEntry[];
  /**
   * What must hold after any conversation: a row for each request, and totals that agree with the rows. Resolves with
   * the rows since the last time.
   */
  expectBooked(): Promise<LedgerRow[]>;
  stop(): Promise<void>;
}

export interface AnswerOptions extends Behaviour {
  to?: ProviderId;
  /** Answers only a request whose last message contains this. */
  about?: string;
}

export interface SecondOpinionOptions {
  /** Those that are configured, in their order. */
  providers: readonly ProviderId[];
  environment?: Record<string, string>;
  clock?: Clock;
}

const keyOf = (id: ProviderId) => `second-opinion-${id}-key`;

/** Starts aimock within this process, and the bot with the address of aimock for each of the providers. */
export async function startSecondOpinion({
  providers,
  environment,
  clock,
}: SecondOpinionOptions): Promise<SecondOpinion> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', auth: { apiKeys: PROVIDERS.map(keyOf) } });
  const url = await mock.start();
  let seen = 0;
  const addresses = providers.map((id) => addressOf(id, url));
  const bot = await startRunningBot({
    providers: {},
    environment: Object.assign({ PROVIDER_ORDER: providers.join(',') }, ...addresses, environment),
    ...(clock && { clock }),
  }).catch(async (error: unknown) => {
    await mock.stop();
    throw error;
  });
  return {
    bot,
    answer: (answer, { to, about, ...behaviour } = {}) => {
      const match = {
        endpoint: 'chat' as const,
        ...(to && { model: exactly(MODELS[to]) }),
        ...(about && { userMessage: about }),
      };
      mock.prependFixture({ match, response: answer as never, ...behaviour });
    },
    hears: (transcription) => void mock.onTranscription({ transcription }),
    chaos: (config) => void mock.setChaos(config),
    forget: () => void mock.clearFixtures(),
    journal: () => mock.getRequests(),
    expectBooked: async () => {
      const rows = await bot.requests();
      expectSame(rows, mock.getRequests());
      for (const row of rows) expectPlausible(row);
      await expectLedgerInvariants(await bot.database());
      return rows.slice(seen, (seen = rows.length));
    },
    stop: async () => {
      await bot.stop();
      await mock.stop();
      expect(bot.errors()).toEqual([]);
    },
  };
}

function addressOf(id: ProviderId, url: string): Record<string, string> {
  const name = id.toUpperCase();
  return { [`${name}_API_KEY`]: keyOf(id), [`${name}_BASE_URL`]: url, [`${name}_MODEL`]: MODELS[id] };
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[/.]/g, String.raw`\$&`)}$`);
}

/** Whether aimock sent all of an answer. */
export function isWhole({ response }: JournalEntry): boolean {
  const { status, interrupted, chaosAction } = response;
  return status === 200 && !interrupted && !chaosAction;
}

function sentAs(entry: JournalEntry): Outcome {
  const { path, body } = entry;
  const [id] = PATHS.find(([, pattern]) => pattern.test(path)) ?? [path];
  return { model: `${id} ${String(body?.['model'])}`, isWhole: isWhole(entry) };
}

function expectSame(rows: readonly LedgerRow[], journal: readonly JournalEntry[]): void {
  const sent = journal.map(sentAs);
  const booked = rows.map(({ provider, model, status }) => ({
    model: `${provider} ${model}`,
    isWhole: status === 'ok',
  }));
  const modelsOf = (outcomes: readonly Outcome[]) => outcomes.map(({ model }) => model).toSorted();
  const failed = (outcomes: readonly Outcome[]) => outcomes.filter(({ isWhole }) => !isWhole);
  expect(modelsOf(booked)).toEqual(modelsOf(sent));
  // A whole answer without words in it is booked as a failure, but none that failed as a success.
  expect(modelsOf(failed(booked))).toEqual(expect.arrayContaining(modelsOf(failed(sent))));
  expect(failed(booked).length).toBeGreaterThanOrEqual(failed(sent).length);
}

/** Tokens and costs come together; an answer costs something, and its parts are its total. */
function expectPlausible(row: LedgerRow): void {
  const { status, promptTokens, completionTokens, reasoningTokens, totalTokens, costPicoUsd } = row;
  if (status === 'ok') expect(Number(costPicoUsd)).toBeGreaterThan(0);
  if (row.actionType === 'Transcription') return;
  if (status === 'ok') expect(totalTokens).toBeGreaterThan(0);
  expect(totalTokens ?? 0).toBe((promptTokens ?? 0) + (completionTokens ?? 0));
  expect(reasoningTokens ?? 0).toBeLessThanOrEqual(completionTokens ?? 0);
  expect(totalTokens === null).toBe(costPicoUsd === null);
}

interface Outcome {
  model: string;
  isWhole: boolean;
}
