export const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
export const HEADING = /^ {0,3}#{1,6}(?:[ \t]+(.*))?$/;
export const QUOTE = /^ {0,3}> ?/;
export const FENCE = /^([ \t]*)(`{3,}|~{3,})(.*)$/;
export const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:([ \t]+)(.*))?$/;
const TOO_DEEP = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]*){17}/;

/** Deeper quotations and lists are text: nobody writes them, and each level costs another pass. */
export const MAX_DEPTH = 16;

/** The columns of white space before a line. */
export function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === ' ') columns++;
    else if (character === '\t') columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

/** A line without at most so many columns of white space before it. */
export function dedent(line: string, columns: number): string {
  let at = 0;
  for (let left = columns; left > 0 && at < line.length; at++) {
    if (line[at] === ' ') left--;
    else if (line[at] === '\t') left -= 4;
    else break;
  }
  return line.slice(at);
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

/** Whether a line begins a quotation or list, where one may begin. */
export function isContainer(line: string, depth: number): boolean {
  return depth < MAX_DEPTH && (QUOTE.test(line) || ITEM.test(line)) && !TOO_DEEP.test(line);
}

/** The fence that a line opens; code within a line is none. */
export function openedFence(line: string): { indent: number; marker: string; info: string } | null {
  const [, space = '', marker = '', info = ''] = FENCE.exec(line) ?? [];
  if (!marker || (marker[0] === '`' && info.includes('`'))) return null;
  return { indent: indentOf(space), marker, info: info.trim() };
}

export function closesFence(line: string, { indent, marker }: { indent: number; marker: string }): boolean {
  const written = line.trim();
  const isMarker = written.startsWith(marker) && written === marker[0]!.repeat(written.length);
  return isMarker && indentOf(line) <= indent + 3;
}

/** Whether a line ends a paragraph, for it begins something else. */
export function interrupts(line: string, depth: number): boolean {
  if (RULE.test(line) || HEADING.test(line) || openedFence(line)) return true;
  if (!isContainer(line, depth)) return false;
  const [, , marker, , rest] = ITEM.exec(line) ?? [];
  // A number or dash alone at the beginning of a line may be of the sentence.
  return !marker || (Boolean(rest?.trim()) && (!/^\d/.test(marker) || Number.parseInt(marker, 10) === 1));
}
