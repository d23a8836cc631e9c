import type { AnswerPart } from './answer-stream.ts';
import { failure, type Ending } from '../contract/ending.ts';
import { asRecord } from '../contract/as-record.ts';
import type { TokenUsage } from '../contract/measurement.ts';
import type { ChatImage, ChatMessage, ChatRequest } from '../contract/provider.ts';
import { consistentUsage, tokenCount } from '../readings/token-count.ts';

type ContentPart = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } };

type OpenAiMessage =
  | { role: 'system' | 'assistant'; content: string }
  | { role: 'user'; content: string | ContentPart[] };

/** The request body of `POST …/chat/completions`, for a streamed answer that ends with its usage. */
export function openAiBody(request: ChatRequest) {
  return {
    model: request.model,
    messages: request.messages.map(openAiMessage),
    max_completion_tokens: request.maxOutputTokens,
    stream: true as const,
    stream_options: { include_usage: true },
  };
}

/** What one streamed chunk adds to the answer. Reasoning deltas are no text. */
export function readOpenAiChunk(chunk: unknown): AnswerPart {
  const { choices, usage, model, x_groq: groq } = asRecord(chunk);
  const choice = asRecord(Array.isArray(choices) ? choices[0] : null);
  const text = asRecord(choice['delta'])['content'];
  // Groq sends usage under x_groq with the ending, then again at the top level: the last one counts.
  const measured = usage ?? asRecord(groq)['usage'];
  return {
    text: typeof text === 'string' ? text : null,
    ending: endingOf(choice['finish_reason']),
    model: typeof model === 'string' && model !== '' ? model : null,
    usage: measured ? readOpenAiUsage(measured) : null,
  };
}

/** The image as a `data:` URL. */
export function imageUrl({ mimeType, data }: ChatImage): string {
  return `data:${mimeType};base64,${Buffer.from(data).toString('base64')}`;
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

function readOpenAiUsage(usage: unknown): TokenUsage {
  const fields = asRecord(usage);
  return consistentUsage({
    promptTokens: tokenCount(fields['prompt_tokens']),
    completionTokens: tokenCount(fields['completion_tokens']),
    cachedTokens: tokenCount(asRecord(fields['prompt_tokens_details'])['cached_tokens']),
    reasoningTokens: tokenCount(asRecord(fields['completion_tokens_details'])['reasoning_tokens']),
  });
}

function endingOf(finishReason: unknown): Ending | null {
  if (typeof finishReason !== 'string' || finishReason === '') return null;
  if (finishReason === 'length') return { type: 'length' };
  if (finishReason === 'content_filter') return failure('blocked', 'refused', 'the request was refused');
  return { type: 'complete' };
}
