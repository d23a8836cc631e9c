import type { AnswerPart, Message } from './answer-progress.ts';
import { failure } from '../contract/ending.ts';
import { asRecord } from '../contract/as-record.ts';
import type { ChatMessage, ChatRequest } from '../contract/provider.ts';
import { readOpenAiUsage } from '../readings/openai-usage.ts';
import { readReportedCost } from '../readings/reported-cost.ts';
import { mergeReports } from '../readings/usage-report.ts';
import { COHERE_ENDINGS } from './cohere-chat.ts';
import { GEMINI_ENDINGS } from './gemini-chat.ts';
import { imageUrl } from './image-url.ts';
import { firstError } from './read-parts.ts';
import { readOpenAiContent, readOpenAiReasoning } from './openai-content.ts';
import { openAiEffort } from './reasoning/thinking.ts';
import {
  calledTool,
  endings,
  outOfLength,
  readEnding,
  refused,
  refusedHere,
  whole,
  type KnownEndings,
} from './read-ending.ts';

type ContentPart = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } };

type OpenAiMessage =
  | { role: 'system' | 'assistant'; content: string }
  | { role: 'user'; content: string | ContentPart[] };

/**
 * The request body of `POST …/chat/completions`, for a streamed answer that ends with its usage; `options` are the
 * parameters that only this service has.
 */
export function openAiBody<Options extends object>(request: ChatRequest, options: Options) {
  return {
    model: request.model,
    messages: request.messages.map(openAiMessage),
    max_completion_tokens: request.maxOutputTokens,
    ...openAiEffort(request.model),
    stream: true as const,
    stream_options: { include_usage: true },
    ...options,
  };
}

const modelFailed = failure('unavailable', 'server_error', 'the model failed');

/**
 * `stop` and `length` are OpenAI's; `eos` is Together's for the end of the model's own sequence, and `model_length`
 * Mistral's for the end of the context window. Gateways pass on the words of the service behind them: Anthropic's
 * `end_turn`, `stop_sequence`, `max_tokens` and `refusal`, all of Google's and Cohere's. DeepSeek's
 * `insufficient_system_resource` (https://api-docs.deepseek.com/api/create-chat-completion), Zhipu's `sensitive` and
 * `network_error` (https://docs.z.ai/api-reference/llm/chat-completion).
 */
const ENDINGS: KnownEndings = {
  ...GEMINI_ENDINGS,
  ...COHERE_ENDINGS,
  ...endings(whole, 'stop', 'eos', 'eos_token', 'end_turn', 'stop_sequence'),
  ...endings(outOfLength, 'length', 'model_length', 'max_tokens', 'max_output_tokens'),
  ...endings(outOfLength, 'model_context_window_exceeded'),
  ...endings(calledTool, 'tool_calls', 'function_call', 'tool_use'),
  ...endings(refused, 'content_filter', 'content_filtered', 'refusal'),
  ...endings(refusedHere, 'sensitive'),
  ...endings(modelFailed, 'error', 'insufficient_system_resource', 'network_error'),
};

/** What one streamed chunk adds to the answer; or all of it, of a service that does not stream. */
export function readOpenAiChunk(chunk: unknown): AnswerPart {
  const { choices, usage, model, x_groq: groq } = asRecord(chunk);
  const choice = asRecord(Array.isArray(choices) ? choices[0] : null);
  const isMessage = !choice['delta'] && Boolean(choice['message']);
  const delta = asRecord(choice['delta'] ?? choice['message']);
  const said = wordsOf(delta);
  // Groq sends usage under x_groq with the ending, then again at the top level; Moonshot sends it with the choice.
  const reports = [asRecord(groq)['usage'], choice['usage'], usage].map(readOpenAiUsage);
  return {
    // MiniMax ends a stream with all of its answer once more (GCWing/OpenBitFun#792).
    ...(isMessage ? { message: said } : said),
    ending: readEnding(choice['finish_reason'], ENDINGS),
    // Some services end a call of a tool with `stop` (OpenRouterTeam/ai-sdk-provider#288).
    callsTool: asksForTool(delta),
    model: typeof model === 'string' && model !== '' ? model : null,
    usage: reports.reduce(mergeReports),
    reportedUsd: readReportedCost(usage),
  };
}

function wordsOf(delta: Record<string, unknown>): Message {
  const { text, reasoning } = readOpenAiContent(delta['content']);
  // A refusal in the model's own words is what it says to the person.
  return { text: text ?? refusalIn(delta), reasoning: readOpenAiReasoning(delta) ?? reasoning };
}

/** The error that a chunk tells of, wherever its service puts it; `null` for none. */
export function errorInChunk(chunk: unknown): unknown {
  const { error, choices, x_groq: groq } = asRecord(chunk);
  const choice = asRecord(Array.isArray(choices) ? choices[0] : null);
  if (!Array.isArray(choices) && isError(asRecord(chunk))) return chunk;
  // Groq reports what broke an answer under x_groq, beside an ordinary ending; OpenRouter also within the choice.
  return firstError(error, asRecord(groq)['error'], choice['error']);
}

/**
 * Errors that are objects of their own, sent with 200: Mistral's and vLLM's, Cloudflare's with `success: false`, FastAPI's
 * `detail`, MiniMax's `base_resp`, and those of gateways with a code and a message.
 */
function isError({
  object,
  type,
  success,
  errors,
  detail,
  message,
  code,
  base_resp: minimax,
}: Record<string, unknown>) {
  if (object === 'error' || type === 'error' || success === false) return true;
  if (Array.isArray(errors) && errors.length > 0) return true;
  if (Boolean(detail) || Boolean(asRecord(minimax)['status_code'])) return true;
  return typeof message === 'string' && Boolean(code);
}

function refusalIn({ refusal }: Record<string, unknown>): string | null {
  return typeof refusal === 'string' ? refusal : null;
}

function asksForTool({ tool_calls: calls, function_call: call }: Record<string, unknown>): boolean {
  return Boolean(call) || (Array.isArray(calls) && calls.length > 0);
}

function openAiMessage({ role, content, images = [] }: ChatMessage): OpenAiMessage {
  if (role !== 'user') return { role, content };
  if (images.length === 0) return { role, content };
  const text: ContentPart[] = content === '' ? [] : [{ type: 'text', text: content }];
  const pictures = images.map((image): ContentPart => ({
    type: 'image_url',
    image_url: { url: imageUrl(image) },
  }));
  return { role, content: [...text, ...pictures] };
}
