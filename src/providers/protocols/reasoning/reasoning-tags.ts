/** What begins and what ends reasoning that a model or its server writes into the text of the answer. */
export interface ReasoningTag {
  /** Both are matched where a tag may begin. */
  open: RegExp;
  close: RegExp;
  /** It begins nowhere but at the start of an answer. */
  onlyAtStart?: boolean;
  /** Its end is an ordinary word elsewhere: without a beginning it ends nothing. */
  onlyInPair?: boolean;
  /** What stands in it calls a tool, which no chat here has. */
  isTool?: boolean;
}

const NAME =
  '(?:[a-z]{1,12}:|[a-z]{1,12}_(?=think\\b))?(?:antthinking|think(?:ing)?(?:_process|_never_used_\\w{1,40})?|' +
  'thoughts?(?:_process)?|reasoning(?:_content)?|reflection|scratchpad|chain_of_thoughts?|' +
  '(?:inner|internal)_?(?:monologue|thoughts?|reasoning))';

/**
 * Matched in any case but for `[THINK]`, which would be the text of a link. `<think>`: DeepSeek R1, Qwen 3, GLM, and Groq's
 * and Cerebras' `raw` format (https://console.groq.com/docs/reasoning,
 * https://inference-docs.cerebras.ai/capabilities/reasoning). `<thought>`: Gemini and Gemma behind OpenAI's wire format.
 * Models mix up the names, so that each of them ends each. `[THINK]`: Magistral. `◁think▷`: Kimi. Next are the channels of
 * gpt-oss and of Gemma 4, which a server shows when it does not parse them, and those of gpt-oss without their marks;
 * then OpenThinker's, Cohere's (https://docs.cohere.com/docs/reasoning), MedGemma's and Open WebUI's. Calls of tools stand in
 * the text in the same way, where a server does not parse them: Hermes', Qwen's and MiniMax', Llama's, Mistral's, Kimi's
 * and DeepSeek's.
 */
export const REASONING_TAGS: readonly ReasoningTag[] = [
  {
    open: new RegExp(`<\\s{0,3}${NAME}(?:\\s[^<>\\n]{0,120})?(?<!/)>`, 'iy'),
    close: new RegExp(`<\\s{0,3}/\\s{0,3}${NAME}\\s{0,3}>`, 'iy'),
  },
  { open: /\[THINK\]/y, close: /\[\/THINK\]/y },
  { open: /◁think▷/iy, close: /◁\/think▷/iy },
  {
    open: /(?:<\|start\|>assistant)?<\|channel\|>(?:analysis|commentary)[^<>\n]{0,100}(?:<\|constrain\|>\w{1,20})?<\|message\|>/iy,
    close: /<\|channel\|>final[^<>\n]{0,20}(?:<\|constrain\|>\w{1,20})?<\|message\|>/iy,
  },
  { open: /<\|channel>thought/iy, close: /<channel\|>/iy },
  {
    open: /analysis(?=(?:We|I|The user|User|Need|Let)\b)/y,
    close: /assistantfinal/y,
    onlyAtStart: true,
    onlyInPair: true,
  },
  { open: /<\|begin_of_thought\|>/iy, close: /<\|begin_of_solution\|>/iy },
  {
    open: /<\|(?:think(?:ing)?|thought|reasoning)\|>/iy,
    close: /<\|(?:\/|end_(?:of_)?)(?:think(?:ing)?|thought|reasoning)\|>/iy,
  },
  { open: /<\|START_THINKING\|>/iy, close: /<\|END_THINKING\|>/iy },
  { open: /<unused94>thought/iy, close: /<unused95>/iy },
  {
    open: /<details\s[^<>\n]{0,60}type="reasoning"[^<>\n]{0,160}>/iy,
    close: /<\/details>/iy,
    onlyInPair: true,
  },
  toolTag(
    /<(?:[a-z]{1,12}:)?(?:tool|function)_calls?(?:\s[^<>\n]{0,120})?>/iy,
    /<\/(?:[a-z]{1,12}:)?(?:tool|function)_calls?>/iy,
  ),
  toolTag(/<function=[\w.-]{1,80}>/iy, /<\/function>/iy),
  toolTag(/<\|python_tag\|>/iy, /<\|e[om]t?_id\|>/iy),
  toolTag(/\[TOOL_CALLS\]/y, /\[\/TOOL_CALLS\]/y),
  toolTag(/<\|tool_calls_section_begin\|>/iy, /<\|tool_calls_section_end\|>/iy),
  toolTag(/<｜tool▁calls▁begin｜>/y, /<｜tool▁calls▁end｜>/y),
  // DeepSeek from version 3.2 on, whose words differ (CherryHQ/cherry-studio), Gemma 4 (ggml-org/llama.cpp#22786), and LFM 2.
  toolTag(/<｜{1,2}DSML｜{1,2} ?\w{0,20}calls>/y, /<\/｜{1,2}DSML｜{1,2} ?\w{0,20}calls>/y),
  toolTag(/<\|tool_call>/y, /<tool_call\|>/y),
  toolTag(/<\|tool_call_start\|>/y, /<\|tool_call_end\|>/y),
];

function toolTag(open: RegExp, close: RegExp): ReasoningTag {
  return { open, close, onlyInPair: true, isTool: true };
}

/** GLM's models that see put what they settle on into a box, of which only its edges are none of the answer. */
const BOX = /<\|(?:begin|end)_of_box\|>/iy;
/** No end tag is longer. */
export const LONGEST_CLOSE = 100;
/** What may become one of the tags with more text. */
const TORN = [
  // A tag of HTML: which one, the next piece tells.
  new RegExp(`^<\\s{0,3}/?\\s{0,3}(?:[\\w:]{0,60}|(?:${NAME}|details)\\s[^<>\\n]{0,230})$`, 'i'),
  new RegExp(`^<\\s{0,3}/\\s{0,3}${NAME}\\s{0,3}$`, 'i'),
  /^(?:<\|start\|>[a-z]{0,9}|(?:<\|start\|>assistant)?<\|?[a-z]{0,7}\|?)$/i,
  /^(?:<\|start\|>assistant)?<\|channel\|>[^<>\n]{0,110}(?:<\|constrain\|>\w{0,20})?(?:<\|?[a-z]{0,9}\|?)?$/i,
  /^<\|?[a-z_]{0,24}\|?$|^<function=[\w.-]{0,80}$|^<｜[^<>\n]{0,20}$|^<(?:\|channel>|unused94>)[a-z]{0,6}$|^<(?:unused\d{0,2}|channel\|?)$/i,
  /^\[(?:T|TO|TOO|TOOL|TOOL_[A-Z]{0,5})$/,
  /^(?:\[\/?T?H?I?N?K?|◁\/?t?h?i?n?k?)$/i,
];
const LONGEST_TORN = 400;
/** How the words of a channel begin that lost its marks. */
const TORN_START = /^(?:a|an|ana|anal|analy|analys|analysi|analysis(?:[A-Z][a-z ]{0,7})?)$/;

/** The tag that stands at a position of a text; `torn` when what stands there may become one with more text. */
export type TagAt =
  | { kind: 'open' | 'close'; tag: ReasoningTag; length: number }
  | { kind: 'mark'; length: number }
  | 'torn'
  | null;

/** Reads the tag at a position, if there is one; `isAtStart` when nothing but space came before. */
export function tagAt(text: string, index: number, isAtStart = false): TagAt {
  const first = text[index];
  const mayBegin = first === '<' || first === '[' || first === '◁' || (isAtStart && first === 'a');
  if (!mayBegin) return null;
  const rest = text.length - index > LONGEST_TORN ? null : text.slice(index);
  if (rest !== null && (TORN.some((pattern) => pattern.test(rest)) || (isAtStart && TORN_START.test(rest))))
    return 'torn';
  const marked = lengthAt(BOX, text, index);
  if (marked > 0) return { kind: 'mark', length: marked };
  for (const tag of REASONING_TAGS) {
    if (tag.onlyAtStart && !isAtStart) continue;
    const opened = lengthAt(tag.open, text, index);
    if (opened > 0) return { kind: 'open', tag, length: opened };
    const closed = tag.onlyInPair ? 0 : lengthAt(tag.close, text, index);
    if (closed > 0) return { kind: 'close', tag, length: closed };
  }
  return null;
}

/** The ends of a tag in a text, in order. */
export function endsOf({ close }: ReasoningTag): RegExp {
  return new RegExp(close.source, close.flags.replace('y', 'g'));
}

function lengthAt(pattern: RegExp, text: string, index: number): number {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0].length ?? 0;
}
