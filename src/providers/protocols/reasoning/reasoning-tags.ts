/** What begins and what ends reasoning that a model or its server writes into the text of the answer. */
export interface ReasoningTag {
  open: string;
  close: string;
}

/**
 * Matched in any case but for `[THINK]`, which would be the text of a link. `<think>`: DeepSeek R1, Qwen 3, GLM, and Groq's and Cerebras' `raw` format
 * (https://console.groq.com/docs/reasoning, https://inference-docs.cerebras.ai/capabilities/reasoning). `<thought>`:
 * Gemini and Gemma behind OpenAI's wire format. `[THINK]`: Magistral. `◁think▷`: Kimi. The last two are the channels
 * of gpt-oss and Gemma 4, which a server shows when it does not parse them.
 */
export const REASONING_TAGS: readonly ReasoningTag[] = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reflection', 'seed:think', 'mm:think'].map(
    (name) => ({ open: `<${name}>`, close: `</${name}>` }),
  ),
  { open: '[THINK]', close: '[/THINK]' },
  { open: '◁think▷', close: '◁/think▷' },
  { open: '<|channel|>analysis<|message|>', close: '<|channel|>final<|message|>' },
  { open: '<|channel>thought', close: '<channel|>' },
];

const TAGS = REASONING_TAGS.flatMap(({ open, close }) => [open, close]);
const LONGEST = Math.max(...TAGS.map(({ length }) => length));
/** How a tag begins: most of what looks like one is none, which the first two characters tell. */
const BEGINNINGS = new Set(TAGS.flatMap((tag) => [tag.slice(0, 1), tag.slice(0, 2).toLowerCase()]));

/** The tag that stands at `index` of a text; `torn` when what stands there may become one with more text. */
export type TagAt = { kind: 'open' | 'close'; tag: ReasoningTag; length: number } | 'torn' | null;

/** Reads the tag at a position, if there is one. */
export function tagAt(text: string, index: number): TagAt {
  if (!BEGINNINGS.has(text.slice(index, index + 2).toLowerCase())) return null;
  const written = text.slice(index, index + LONGEST);
  const here = written.startsWith('[') ? written : written.toLowerCase();
  for (const tag of REASONING_TAGS) {
    if (here.startsWith(tag.open)) return { kind: 'open', tag, length: tag.open.length };
    if (here.startsWith(tag.close)) return { kind: 'close', tag, length: tag.close.length };
  }
  return TAGS.some((tag) => tag.startsWith(here)) ? 'torn' : null;
}
