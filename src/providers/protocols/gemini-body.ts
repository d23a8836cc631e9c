import type { GenerateContentRequest } from '@google/generative-ai';
import type { ProviderError } from '../contract/provider-error.ts';
import type { ChatRequest } from '../contract/provider.ts';
import { geminiContents, geminiInstruction } from './gemini-chat.ts';
import { geminiThinking } from './reasoning/thinking.ts';

/** Makes the bodies of requests, without what a model has refused. */
export interface GeminiBodies {
  bodyOf(request: ChatRequest): GenerateContentRequest;
  /** The failure of a request; one that refuses a part of it may be repeated, which then goes without that part. */
  judge(model: string, failed: ProviderError): ProviderError;
}

/**
 * What not every model takes: "Developer instruction is not enabled for models/gemma-3-27b-it" (lobehub/lobehub#7128),
 * "Thinking level is not supported for this model".
 */
const PARTS = {
  instruction: /\b(?:developer|system)[ _]?instructions?\b/i,
  thinking: /\bthinking/i,
} as const;

type PartName = keyof typeof PARTS;

function nameOf(model: string, part: PartName): string {
  return `${part} ${model}`;
}

/** Remembers what each model refused: no list of models says it. */
export function createGeminiBodies(): GeminiBodies {
  const refused = new Set<string>();
  const refuses = (model: string, part: PartName) => refused.has(nameOf(model, part));
  return {
    bodyOf: ({ model, messages, maxOutputTokens }) => {
      const thinking = refuses(model, 'thinking') ? {} : geminiThinking(model);
      // The SDK sends fields that its types do not know.
      const generationConfig = { maxOutputTokens, ...thinking };
      const instruction = geminiInstruction(messages);
      const contents = geminiContents(messages);
      if (!instruction || !refuses(model, 'instruction'))
        return { contents, systemInstruction: instruction, generationConfig };
      const [first, ...rest] = contents;
      const parts = [...instruction.parts, ...(first?.parts ?? [])];
      return { contents: [{ role: first?.role ?? 'user', parts }, ...rest], generationConfig };
    },
    judge: (model, failed) => {
      if (failed.httpStatus !== 400) return failed;
      const named = (Object.keys(PARTS) as PartName[]).filter((part) => PARTS[part].test(failed.message));
      const news = named.filter((part) => !refuses(model, part));
      for (const part of news) refused.add(nameOf(model, part));
      return news.length > 0 ? failed.repeatable() : failed;
    },
  };
}
