import { ReasoningFilter, type Filtered } from './reasoning-filter.ts';

/** After this the template names the one who speaks. */
const ROLE = String.raw`<\|\w{0,20}(?:start|header|im_assistant)\w{0,20}\|>`;
/**
 * What templates put around an answer, which servers show that do not parse it (vllm-project/vllm#46224): a word between
 * bars, as most models have it, `<|im_end|>`, `<｜end▁of▁sentence｜>` or `[|endofturn|]`; where the answer of the assistant
 * begins, in the words of ChatML, Llama, Granite and Kimi; then Gemma's, MiniMax' and Seed's own.
 */
const MARK = [
  String.raw`${ROLE}assistant(?:<\|\w{2,40}\|>)?`,
  String.raw`<[|｜][\w▁]{2,40}[|｜]>|\[\|[a-z]{3,20}\|\]`,
  String.raw`<end_of_turn>|<start_of_turn>model\b|<turn\|>|<\|turn>model\b`,
  String.raw`\[e~\[|\]~b\]ai\b|<(?:seed:)?[be]os>`,
].join('|');
/** The end of Llama 2 and Mistral is also the end of a struck-out passage, which the answer has begun then. */
const STRIKE_END = '</s>';
const MARKS = `(?:\\s*(?:${MARK}))+\\s*`;
/** Hunyuan and others put the answer behind their reasoning between tags of its own. */
const WRAPPER = /^\s*<(?:answer|final_answer|response|output)>\s*/i;
const WRAPPER_END = '</(?:answer|final_answer|response|output)>';
const FIRST = new RegExp(`^${MARKS}`, 'i');
/** The role may still be on its way. */
const FIRST_TORN = new RegExp(String.raw`^(?:\s*(?:${MARK}))*\s*${ROLE}[a-z]{0,9}(?:<\|?\w{0,40}\|?)?$`, 'i');
const LAST = new RegExp(`${MARKS}$`, 'i');
const LAST_STRIKE = new RegExp(`\\s*${STRIKE_END}\\s*$`, 'i');
const LAST_WRAPPED = new RegExp(`\\s*${WRAPPER_END}\\s*$`, 'i');
/** What may be the last thing: such marks, and the beginning of another. */
const HELD = new RegExp(
  String.raw`(?:(?:${MARK}|${WRAPPER_END}|${STRIKE_END})\s*)*(?:${[
    String.raw`<[|｜/]?[\w▁:]{0,40}(?:[|｜]>?(?:[a-z]{0,9}(?:<[|\w]{0,42})?)?)?`,
    String.raw`<\|turn>[a-z]{0,4}|<start_of_turn>[a-z]{0,4}`,
    String.raw`\[\|?[a-z]{0,20}\|?|\[e?~?|\]~?b?\]?a?`,
  ].join('|')})?$`,
  'i',
);
/** So much at the end of a text can be such marks. */
const LONGEST = 200;

/** Takes reasoning out of a text while it streams, and what a template puts around the answer. */
export class AnswerFilter {
  readonly #reasoning = new ReasoningFilter();
  #held = '';
  #isAtStart = true;
  #hasReasoned = false;
  #isWrapped = false;
  #struckOut = 0;

  /** Adds a piece of the stream; what may be the beginning of a tag or the end of the answer is held back. */
  push(piece: string): Filtered {
    return this.#pass(this.#reasoning.push(piece), false);
  }

  /** Releases what was held back, at the end of the stream. */
  end(): Filtered {
    return this.#pass(this.#reasoning.end(), true);
  }

  #pass(filtered: Filtered, isEnd: boolean): Filtered {
    const unseen = filtered.retracts ? this.#held : '';
    if (filtered.retracts) this.#startAnew();
    if (filtered.reasoning.trim() !== '') this.#hasReasoned = true;
    const text = this.#withoutBeginning(this.#held + filtered.text, isEnd);
    const end = isEnd ? this.#endOf(text) : heldFrom(text);
    this.#held = isEnd ? '' : text.slice(end);
    if (end > 0) this.#isAtStart = false;
    this.#struckOut += struckOutIn(text.slice(0, end));
    return { ...filtered, text: text.slice(0, end), reasoning: unseen + filtered.reasoning };
  }

  #startAnew(): void {
    this.#held = '';
    this.#isAtStart = true;
    this.#isWrapped = false;
    this.#struckOut = 0;
  }

  #withoutBeginning(text: string, isEnd: boolean): string {
    if (!this.#isAtStart || (!isEnd && FIRST_TORN.test(text))) return text;
    const bare = text.replace(FIRST, '').trimStart();
    if (!this.#hasReasoned || !WRAPPER.test(bare)) return bare;
    this.#isWrapped = true;
    return bare.replace(WRAPPER, '');
  }

  /** Where the answer ends before what a template put behind it. */
  #endOf(text: string): number {
    const tail = text.slice(-LONGEST);
    let struckOut = this.#struckOut + struckOutIn(text);
    let bare = tail.replace(LAST, '');
    for (; struckOut < 0 && LAST_STRIKE.test(bare); struckOut++)
      bare = bare.replace(LAST_STRIKE, '').replace(LAST, '');
    if (this.#isWrapped) bare = bare.replace(LAST_WRAPPED, '');
    return text.length - tail.length + bare.length;
  }
}

/** How many struck-out passages begin there more than end. */
function struckOutIn(text: string): number {
  const tags = text.match(/<\/?s>/gi) ?? [];
  return tags.reduce((open, tag) => open + (tag.startsWith('</') ? -1 : 1), 0);
}

function heldFrom(text: string): number {
  const tail = text.slice(-LONGEST);
  return text.length - tail.length + (HELD.exec(tail)?.index ?? tail.length);
}
