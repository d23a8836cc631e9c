/** Output tokens for thinking, besides those of the answer: a model's output limit counts both. */
const ROOM = 2_048;
/** Google counts what is used against its limits, not what is allowed. */
const ROOM_OF_GEMINI = 6_144;
/** Prompt and output limit together, a little below what Groq's free plan allows in a minute. */
const SMALLEST_PLAN = 7_500;

/** Also behind a gateway, as `google/gemini-…`. */
const GEMINI = /(?:^|\/)gemini-/i;
/** Families whose models think unless told otherwise, by what their names have in common. */
const THINKING = new RegExp(
  [
    'gpt-oss|gpt-[5-9]|\\bo[1-9]\\b|grok-[3-9]|command-a-plus|magistral|nemotron|phi-4|olmo-?3|granite-4',
    'qwen-?3|qwq|deepseek|-r1\\b|glm-|kimi|minimax|hunyuan|ernie|mimo|seed-|step-?3|exaone|smollm3|reason|think',
  ].join('|'),
  'i',
);
const GPT_OSS = /gpt-oss/i;

/**
 * How many tokens a model may write for an answer of `answerTokens`: more than those where it thinks first. Groq and
 * Cerebras reserve the whole limit against the tokens of a minute, 8,000 on Groq's free plan, before they look at a
 * request (zeeyado/koassistant.koplugin#106, ray-amjad/hyperwhisper-app#99): so it is small there, and smaller still
 * beside a long prompt.
 */
export function outputLimit(model: string, answerTokens: number, promptTokens: number): number {
  if (GEMINI.test(model)) return answerTokens + ROOM_OF_GEMINI;
  if (!THINKING.test(model)) return answerTokens;
  const room = Math.min(ROOM, SMALLEST_PLAN - promptTokens - answerTokens);
  return answerTokens + Math.max(0, room);
}

/**
 * `reasoning_effort` for a service that speaks OpenAI's format, where it is known to be accepted: gpt-oss takes low,
 * medium and high on Groq and Cerebras, and refuses anything else. An unknown model gets none.
 */
export function openAiEffort(model: string): { reasoning_effort?: 'low' } {
  return GPT_OSS.test(model) ? { reasoning_effort: 'low' } : {};
}

/**
 * Gemini's `thinkingConfig`: a level from version 3 on, a budget before; both together are refused. Lite models think
 * little or not at all by themselves.
 */
export function geminiThinking(model: string): { thinkingConfig?: object } {
  if (/lite|image|tts|audio/i.test(model)) return {};
  if (/gemini-[3-9]/i.test(model)) return { thinkingConfig: { thinkingLevel: 'low' } };
  if (/gemini-2\.5/i.test(model)) return { thinkingConfig: { thinkingBudget: ROOM } };
  return {};
}
