import { decodeReferences } from '../text/decode-references.ts';
import type { Inline, StyleName } from './syntax-tree.ts';

export interface HtmlTag {
  /** One name for each meaning: `b` for `strong`, too. */
  name: string;
  isEnd: boolean;
  /** The tag as it was written. */
  source: string;
  href: string;
}

const TAG = /<(\/?)([a-z]+[1-6]?)((?:\s[^<>]*)?)\/?>/iy;
const SAME: Readonly<Record<string, string>> = {
  strong: 'b',
  em: 'i',
  ins: 'u',
  del: 's',
  strike: 's',
  mark: 'b',
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((heading) => [heading, 'b'])),
  var: 'i',
  cite: 'i',
  dfn: 'i',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
};
const STYLES: Readonly<Record<string, StyleName>> = {
  b: 'bold',
  i: 'italic',
  u: 'underline',
  s: 'strikethrough',
  sup: 'superscript',
  sub: 'subscript',
};
const MEANT = new Set([...Object.keys(STYLES), 'a', 'br', 'code', 'pre']);
const NAMES = [...MEANT, ...Object.keys(SAME)];

/** The tag at `position`, where it is one whose meaning can be shown; all others are text. */
export function readTag(source: string, position: number): HtmlTag | null {
  TAG.lastIndex = position;
  const match = TAG.exec(source);
  if (!match) return null;
  const [tag, slash, written = '', attributes = ''] = match;
  const name = SAME[written.toLowerCase()] ?? written.toLowerCase();
  if (!MEANT.has(name)) return null;
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i.exec(attributes);
  return {
    name,
    isEnd: slash === '/',
    source: tag,
    href: decodeReferences(href?.[1] ?? href?.[2] ?? href?.[3] ?? ''),
  };
}

/** Whether the last `<` of a text, with all behind it, is a tag that has begun and may become one with a meaning. */
export function isBegunTag(begun: string): boolean {
  const [, name = '', attributes] = /^<\/?([a-z]*[1-6]?)(\s[^<>]*)?$/i.exec(begun) ?? [];
  if (!name) return begun === '<' || begun === '</';
  const known = NAMES.filter((one) => one.startsWith(name.toLowerCase()));
  return attributes === undefined ? known.length > 0 : known.includes(name.toLowerCase());
}

/** The element of a tag, with what stands within it. */
export function elementOf({ name, href }: HtmlTag, children: Inline[]): Inline {
  const style = STYLES[name];
  if (style) return { type: style, children };
  if (name === 'a') return { type: 'link', href, title: '', children };
  return { type: 'code', text: plainText(children) };
}

/** The words of nodes without their markup. */
export function plainText(nodes: readonly Inline[]): string {
  return nodes.map(wordsOf).join('');
}

function wordsOf(node: Inline): string {
  if (node.type === 'break') return '\n';
  return 'text' in node ? node.text : plainText(node.children);
}
