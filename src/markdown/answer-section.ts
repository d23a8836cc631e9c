import { writeBlocks } from './block-text.ts';
import { countWords, type Direction, type WordCount } from './direction/answer-direction.ts';
import { directLines } from './direction/line-direction.ts';
import type { Block } from './parser/syntax-tree.ts';
import { disarm } from './text/disarm.ts';
import { RichTextBuilder, type RichText } from './text/rich-text.ts';

/** Some blocks of an answer as text. Only its direction depends on the rest of the answer. */
export class AnswerSection {
  readonly words: WordCount;
  /** Whether what follows goes with it, so that no message ends with a heading. */
  readonly endsWithHeading: boolean;
  readonly #text: RichText;
  readonly #directed = new Map<Direction, RichText>();

  constructor(blocks: readonly Block[]) {
    const builder = new RichTextBuilder();
    writeBlocks(builder, blocks);
    this.#text = builder.finish();
    this.words = countWords(this.#text);
    const last = blocks.findLast((block) => block.type !== 'heading' || block.children.length > 0);
    this.endsWithHeading = last?.type === 'heading';
  }

  get isEmpty(): boolean {
    return this.#text.text === '';
  }

  /** The text in the answer's direction, with nothing live in it. */
  directed(direction: Direction): RichText {
    const known = this.#directed.get(direction);
    if (known) return known;
    const directed = disarm(directLines(this.#text, direction));
    this.#directed.set(direction, directed);
    return directed;
  }
}
