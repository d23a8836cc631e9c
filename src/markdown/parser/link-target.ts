import { decodeReferences } from '../text/decode-references.ts';

export interface LinkTarget {
  href: string;
  title: string;
  end: number;
}

const SPACE = '[ \\n]{0,4}';
const ADDRESS = String.raw`<[^<>\n]*>|(?!<)(?:\\[!-/:-@[-\`{-~]|[^\s()\\]|\\|\([^\s()]*\))*`;
const TITLE = String.raw`"[^"\n]*"|'[^'\n]*'`;
// Bounded repetitions and one level of brackets: each character is looked at a few times, however many attempts.
const TARGET = new RegExp(String.raw`\(${SPACE}(${ADDRESS})(?:[ \n]{1,4}(${TITLE}))?${SPACE}\)`, 'y');
const BEGUN = /\]\((?:[^()\s]*(?: ?"[^"\n]*)?|<[^<>\n]*)$/y;

/** What stands in brackets behind the words of a link, from `position` on; `null` where it is no address. */
export function readLinkTarget(source: string, position: number): LinkTarget | null {
  TARGET.lastIndex = position;
  const match = TARGET.exec(source);
  if (!match) return null;
  const address = (match[1] ?? '').replace(/^<(.*)>$/, '$1');
  return {
    href: unescape(address),
    title: unescape((match[2] ?? '').slice(1, -1)),
    end: position + match[0].length,
  };
}

/** Whether the source ends within the address of the link whose words end at `position`. */
export function isBegunTarget(source: string, position: number): boolean {
  if (position === source.length - 1) return true;
  BEGUN.lastIndex = position;
  return BEGUN.test(source);
}

function unescape(text: string): string {
  return decodeReferences(text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1'));
}
