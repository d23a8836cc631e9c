import { serverSentEvent } from './server-sent-event.ts';
import type { HttpCall, StandInCall, StandInMessage, StandInReply } from './provider-wire.ts';

interface ContentPart {
  type?: string;
  text?: string;
}

interface OpenAiMessage {
  role?: string;
  content?: string | ContentPart[] | null;
}

interface OpenAiBody {
  model?: string;
  stream?: boolean;
  messages?: OpenAiMessage[];
  max_completion_tokens?: number;
  max_tokens?: number;
}

/** Reads a chat request in the format that Groq, Cerebras and Cohere share. */
export function readOpenAiChat(call: HttpCall): StandInCall {
  const body: OpenAiBody = JSON.parse(call.body.toString('utf8'));
  return {
    kind: 'chat',
    model: body.model ?? '',
    stream: body.stream ?? false,
    messages: (body.messages ?? []).map(readMessage),
    maxOutputTokens: body.max_completion_tokens ?? body.max_tokens ?? null,
  };
}

/** A call of a tool, in the format that they share. */
export const TOOL_CALL = {
  id: 'call_stand_in',
  type: 'function',
  function: { name: 'search', arguments: '{"query":"…"}' },
};

/** Why an answer ended, in the words that they share. */
export function finishReason({ finish }: StandInReply): string {
  return { stop: 'stop', length: 'length', blocked: 'content_filter', tool: 'tool_calls' }[finish];
}

/** An event that ends in the middle of its JSON. */
export const malformedChunk = (): string =>
  serverSentEvent('{"id":"c","choices":[{"index":0,"delta":{"content":"bro');

/** A request without a model or messages. */
export function plainCall(kind: StandInCall['kind'], model = ''): StandInCall {
  return { kind, model, stream: false, messages: [], maxOutputTokens: null };
}

/** The key of an `Authorization: Bearer …` header. */
export function bearerKey(call: HttpCall): string | null {
  return /^Bearer (.*)$/i.exec(call.headers.authorization ?? '')?.[1] ?? null;
}

function readMessage({ role, content }: OpenAiMessage): StandInMessage {
  const parts: ContentPart[] =
    typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
  const texts = parts.filter((part) => part.type === 'text').map((part) => part.text ?? '');
  const images = parts.filter((part) => part.type === 'image_url').length;
  const known = role === 'system' || role === 'assistant' ? role : 'user';
  return { role: known, text: texts.join('\n'), images };
}
