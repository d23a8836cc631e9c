import { mathToText } from './math/math-to-text.ts';
import { lowered, raised } from './math/scripts.ts';
import { plainText } from './parser/html-tag.ts';
import type { Inline } from './parser/syntax-tree.ts';
import type { Mark, RichTextBuilder } from './text/rich-text.ts';
import { safeHref } from './text/safe-href.ts';

/** Writes what stands within a line: words, emphasis, code, links. */
export function writeInline(builder: RichTextBuilder, nodes: readonly Inline[]): void {
  for (const node of nodes) writeNode(builder, node);
}

function writeNode(builder: RichTextBuilder, node: Inline): void {
  switch (node.type) {
    case 'text':
      return builder.write(node.text);
    case 'code':
      return writeCode(builder, node.text);
    case 'math':
      return builder.marked({ type: 'isolate' }, () => builder.write(mathToText(node.text)));
    case 'break':
      return builder.write('\n');
    case 'link':
      return writeLink(builder, node);
    case 'image':
      return writeLink(builder, { ...node, children: node.text ? [{ type: 'text', text: node.text }] : [] });
    case 'superscript':
      return writeScript(builder, node.children, raised);
    case 'subscript':
      return writeScript(builder, node.children, lowered);
    case 'group':
      return writeInline(builder, node.children);
    case 'bold':
    case 'italic':
    case 'underline':
    case 'strikethrough':
      return builder.marked({ type: node.type }, () => writeInline(builder, node.children));
  }
}

/** Code of more than one line, as HTML allows within a paragraph, is a block of its own to Telegram. */
function writeCode(builder: RichTextBuilder, text: string): void {
  const mark: Mark = text.includes('\n') ? { type: 'pre', language: '' } : { type: 'code' };
  builder.marked(mark, () => builder.write(text));
}

/** Telegram has no raised letters of its own; a note's link stays one. */
function writeScript(
  builder: RichTextBuilder,
  children: readonly Inline[],
  move: (text: string) => string,
): void {
  if (children.every(({ type }) => type === 'text')) builder.write(move(plainText(children)));
  else writeInline(builder, children);
}

interface Linked {
  href: string;
  title: string;
  children: readonly Inline[];
}

/** A link where Telegram allows one; else the words with their address behind them. */
function writeLink(builder: RichTextBuilder, { href: address, title, children }: Linked): void {
  const words = plainText(children);
  const write = () => (words ? writeInline(builder, children) : builder.write(address));
  const href = safeHref(address);
  // A bare address becomes a link by itself.
  if (href && builder.canLink && words !== address) builder.marked({ type: 'link', href }, write);
  else {
    write();
    if (address && words && address !== words) builder.write(` (${address.replace(/^mailto:/, '')})`);
  }
  if (title) builder.write(` (${title})`);
}
