import { Marked, type Token, type TokenizerAndRendererExtension, type Tokens } from 'marked';
import { hasRightToLeft } from './direction/right-to-left.ts';

export interface MathToken extends Tokens.Generic {
  type: 'math';
  text: string;
}

// A dollar is money far more often than mathematics: only what looks like a formula is one.
const DOLLAR = /^\$(?![\s$])([^$\n]{1,400}?[^\s$\\])\$(?![\p{L}\p{N}$])/u;
const LOOKS_LIKE_MATH = /\\[a-zA-Z]|[\^=]|[a-zA-Z)]_[a-zA-Z0-9{]/;
/** Absolute values and norms, of a number only where there is nothing beside them: prices may stand between bars, too. */
const IN_BARS = /^(\\?\|){1,2}[^|]+(\\?\|){1,2}$|\|[^|]*[a-zA-Z][^|]*\|/;
const INLINE = [/^\\\(([^]{1,2000}?)\\\)/, /^\\\[([^]{1,4000}?)\\\]/, /^\$\$([^$]{1,4000})\$\$/];
const BLOCK = [/^ {0,3}\\\[([^]{1,4000}?)\\\][ \t]*(?:\n|$)/, /^ {0,3}\$\$([^$]{1,4000})\$\$[ \t]*(?:\n|$)/];

const BOLD = /^\*\*(?![\s*])((?:`[^`\n]*`|[^*`\n]|\*(?!\*)){1,400}?)(?<!\s)\*\*(?!\*)/;

const mathBlock: TokenizerAndRendererExtension = {
  name: 'mathBlock',
  level: 'block',
  tokenizer: (source) => matchMath(source, BLOCK),
};

const mathInline: TokenizerAndRendererExtension = {
  name: 'mathInline',
  level: 'inline',
  start: (source) => nextIndex(source, /\\[([]|\$/),
  tokenizer(source) {
    const dollars = DOLLAR.exec(source);
    return dollars && isFormula(dollars[1] ?? '') ? mathToken(dollars) : matchMath(source, INLINE);
  },
};

/** Markdown wants a space outside of a bold text that ends with a quotation mark or colon; Persian often has none. */
const persianBold: TokenizerAndRendererExtension = {
  name: 'persianBold',
  level: 'inline',
  start: (source) => nextIndex(source, /\*\*/),
  tokenizer(source) {
    const [raw = '', text = ''] = BOLD.exec(source) ?? [];
    if (!hasRightToLeft(text) || !/^[\p{P}\p{S}]|[\p{P}\p{S}]$/u.test(text)) return undefined;
    return { type: 'strong', raw, text, tokens: this.lexer.inlineTokens(text) };
  },
};

const marked = new Marked({
  extensions: [mathBlock, mathInline, persianBold],
  tokenizer: {
    // Raw HTML is text here, so that the Markdown inside of it is read; and definitions are shown, so that
    // neither a footnote nor a source is lost.
    html: () => undefined,
    def: () => undefined,
  },
});

/** More markers in one paragraph are no emphasis of anybody's, and cost the parser time by their square. */
const MAX_MARKERS = 1_500;
const CODE_BLOCK = /^ {0,3}(`{3,}|~{3,})[^]*?(?:^ {0,3}\1|$(?![^]))/gm;
const ROW_OR_CODE = new RegExp(`${CODE_BLOCK.source}|^ {0,3}\\|.*$`, 'gm');
const CODE_SPAN = /(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g;
const DOLLARS = new RegExp(DOLLAR.source.slice(1), 'gu');
/** A lone bar between spaces is a border, whatever stands around. */
const BARS = /(?<!\\)(?:\|{2,}|(?<![\s|])\||\|(?![\s|]))/g;
const DEEP_NESTING = /^[ \t]*(?:(?:[-*+][ \t]+|>[ \t]*)){60}/m;

/** The blocks of a Markdown text; one paragraph of plain text where no parser could read it in good time. */
export function readMarkdown(markdown: string): Token[] {
  if (isTangled(markdown)) return plainParagraph(markdown);
  try {
    return marked.lexer(escapeBars(markdown));
  } catch (error) {
    // Nested more deeply than the parser can follow.
    if (error instanceof RangeError) return plainParagraph(markdown);
    throw error;
  }
}

/** The Markdown with the bars within code and formulas of a table's cell escaped; unescaped ones would begin cells. */
function escapeBars(markdown: string): string {
  return markdown.replaceAll(ROW_OR_CODE, (found) =>
    /^ {0,3}\|/.test(found)
      ? found
          .replaceAll(CODE_SPAN, escapeAll)
          .replaceAll(DOLLARS, (formula, text: string) => (IN_BARS.test(text) ? escapeAll(formula) : formula))
      : found,
  );
}

function escapeAll(text: string): string {
  return text.replaceAll(BARS, (bars) => bars.replaceAll('|', '\\|'));
}

function isFormula(text: string): boolean {
  return LOOKS_LIKE_MATH.test(text) || IN_BARS.test(text) || /^[a-zA-Z]$/.test(text);
}

function isTangled(markdown: string): boolean {
  const prose = markdown.replaceAll(CODE_BLOCK, '\n\n');
  if (DEEP_NESTING.test(prose)) return true;
  return prose.split(/\n\s*\n/).some((paragraph) => paragraph.split(/[*_~]/).length > MAX_MARKERS);
}

function plainParagraph(markdown: string): Token[] {
  return [{ type: 'paragraph', raw: markdown, text: markdown, tokens: [plainToken(markdown)] }];
}

function plainToken(text: string): Tokens.Text {
  return { type: 'text', raw: text, text };
}

function matchMath(source: string, patterns: readonly RegExp[]): MathToken | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(source);
    if (match?.[1]?.trim()) return mathToken(match);
  }
  return undefined;
}

function mathToken([raw, text = '']: RegExpExecArray): MathToken {
  return { type: 'math', raw, text };
}

function nextIndex(source: string, pattern: RegExp): number | undefined {
  const index = source.search(pattern);
  return index === -1 ? undefined : index;
}
