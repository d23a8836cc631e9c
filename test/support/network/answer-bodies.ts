/** The wire formats of the four services. */
export type WireFormat = 'groq' | 'cerebras' | 'gemini' | 'cohere';

export const WIRE_FORMATS: readonly WireFormat[] = ['groq', 'cerebras', 'gemini', 'cohere'];

/** One event of a streamed answer; `usage` and `error` as the service itself would send them. */
export interface StreamedEvent {
  text?: string;
  /** Reasoning in the field that the service has for it. */
  reasoning?: string;
  /** A call of a tool that nobody gave to the model. */
  callsTool?: boolean;
  finish?: string;
  usage?: unknown;
  error?: unknown;
  /** Milliseconds before it. */
  pauseMs?: number;
}

/** How each service calls a good end, an end by the output limit, and an end that its documentation does not name. */
export const ENDINGS: Readonly<Record<WireFormat, { whole: string; length: string }>> = {
  groq: { whole: 'stop', length: 'length' },
  cerebras: { whole: 'stop', length: 'length' },
  gemini: { whole: 'STOP', length: 'MAX_TOKENS' },
  cohere: { whole: 'COMPLETE', length: 'MAX_TOKENS' },
};

/** A usage object that says 20 for the prompt and 7 for the answer. */
export const USAGE: Readonly<Record<WireFormat, object>> = {
  groq: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 },
  cerebras: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 },
  gemini: { promptTokenCount: 20, candidatesTokenCount: 7, totalTokenCount: 27 },
  cohere: {
    billed_units: { input_tokens: 20, output_tokens: 7 },
    tokens: { input_tokens: 90, output_tokens: 9 },
  },
};

/** The body of a streamed answer, in the language of `TranscriptServer`. */
export function streamedBody(format: WireFormat, events: readonly StreamedEvent[], isDone = true): string {
  const written = events.map((event) => {
    const pause = event.pauseMs ? `#pause ${event.pauseMs}\n` : '';
    return `${pause}data: ${JSON.stringify(encode(format, event))}\n\n`;
  });
  return `${written.join('')}${isDone && format !== 'gemini' ? 'data: [DONE]\n\n' : ''}`;
}

/**
 * A response with this body; one that `isLonger` announces more than it sends, since clients take a connection that
 * breaks without a known length for its end.
 */
export function eventStream(body: string, isLonger = false): string {
  const length = isLonger ? 'content-length: 99999999\n' : '';
  return `HTTP/1.1 200 OK\ncontent-type: text/event-stream\n${length}connection: close\n\n${body}`;
}

function encode(format: WireFormat, event: StreamedEvent): object {
  if (format === 'gemini') return geminiChunk(event);
  if (format === 'cohere') return cohereEvent(event);
  return openAiChunk(event);
}

function openAiChunk({ text, reasoning, callsTool, finish, usage, error }: StreamedEvent): object {
  const calls = [{ index: 0, id: 'call_1', type: 'function', function: { name: 'search', arguments: '{}' } }];
  const delta = {
    ...(text !== undefined && { content: text }),
    ...(reasoning && { reasoning }),
    ...(callsTool && { tool_calls: calls }),
  };
  return {
    id: 'c',
    choices: [{ index: 0, delta, finish_reason: finish ?? null }],
    ...(usage !== undefined && { usage }),
    ...(error !== undefined && { error }),
  };
}

function geminiChunk({ text, reasoning, callsTool, finish, usage, error }: StreamedEvent): object {
  const parts = [
    ...(reasoning ? [{ text: reasoning, thought: true }] : []),
    ...(text === undefined ? [] : [{ text }]),
    ...(callsTool ? [{ functionCall: { name: 'search', args: {} } }] : []),
  ];
  return {
    candidates: [{ content: { parts, role: 'model' }, ...(finish && { finishReason: finish }), index: 0 }],
    ...(usage !== undefined && { usageMetadata: usage }),
    ...(error !== undefined && { error }),
  };
}

function cohereEvent({ text, reasoning, callsTool, finish, usage, error }: StreamedEvent): object {
  if (finish !== undefined || usage !== undefined || error !== undefined)
    return { type: 'message-end', delta: { finish_reason: finish, usage, error } };
  if (callsTool)
    return { type: 'tool-call-start', index: 0, delta: { message: { tool_calls: { id: 'call_1' } } } };
  const content = { ...(text !== undefined && { text }), ...(reasoning && { thinking: reasoning }) };
  return { type: 'content-delta', index: 0, delta: { message: { content } } };
}
