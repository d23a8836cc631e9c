import type { Token, Tokens } from 'marked';
import { decodeReferences } from './decode-references.ts';
import { mathToText } from './math/math-to-text.ts';
import type { Mark, RichTextBuilder } from './text/rich-text.ts';
import { safeHref } from './text/safe-href.ts';

const STYLES: Readonly<Record<string, Mark>> = {
  strong: { type: 'bold' },
  em: { type: 'italic' },
  del: { type: 'strikethrough' },
};

/** Writes what stands within a line: words, emphasis, code, links. */
export function writeInline(builder: RichTextBuilder, tokens: readonly Token[] = []): void {
  for (const token of tokens) writeToken(builder, token);
}

function writeToken(builder: RichTextBuilder, token: Tokens.Generic): void {
  const style = STYLES[token.type];
  if (style) return builder.marked(style, () => writeInline(builder, token.tokens));
  switch (token.type) {
    case 'codespan':
      return builder.marked({ type: 'code' }, () => builder.write(token.text));
    case 'link':
      return writeLink(builder, token as Tokens.Link);
    case 'image':
      return writeImage(builder, token as Tokens.Image);
    case 'math':
      return builder.marked({ type: 'isolate' }, () => builder.write(mathToText(token.text)));
    case 'br':
      return builder.write('\n');
    case 'checkbox':
      return undefined;
    case 'html':
      return builder.write(token.raw.replaceAll(/<br\s*\/?>/gi, '\n'));
    default:
      return writeText(builder, token);
  }
}

function writeText(builder: RichTextBuilder, token: Tokens.Generic): void {
  if (token.tokens?.length) return writeInline(builder, token.tokens);
  builder.write(decodeReferences(token.text ?? token.raw));
}

function writeLink(builder: RichTextBuilder, { href, title, text, tokens, raw }: Tokens.Link): void {
  // A bare address becomes a link by itself.
  if (raw === text || raw === `<${text}>`) return builder.write(decodeReferences(text));
  const write = () =>
    writeInline(builder, tokens.length > 0 ? tokens : [{ type: 'text', raw: href, text: href }]);
  writeLinked(builder, href, text || href, write);
  if (title) builder.write(` (${decodeReferences(title)})`);
}

function writeImage(builder: RichTextBuilder, { href, title, text }: Tokens.Image): void {
  const words = decodeReferences(text) || href;
  writeLinked(builder, href, words, () => builder.write(words));
  if (title) builder.write(` (${decodeReferences(title)})`);
}

/** A link where Telegram allows one; else the words with their address behind them. */
function writeLinked(builder: RichTextBuilder, address: string, text: string, write: () => void): void {
  const href = safeHref(decodeReferences(address));
  if (href && builder.canLink) return builder.marked({ type: 'link', href }, write);
  write();
  if (address && address !== text) builder.write(` (${decodeReferences(address).replace(/^mailto:/, '')})`);
}
