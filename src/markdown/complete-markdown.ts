const FENCE = /^ {0,3}(`{3,}|~{3,})[^\n]*$/;

/**
 * The Markdown of an answer that still grows, ended where it stands, so that what was begun is shown as what it
 * will be: emphasis and code are closed, a link is its words, a marker that may still become anything is left out.
 */
export function completeMarkdown(markdown: string): string {
  const lines = markdown.split('\n');
  const last = lines.pop() ?? '';
  // A fence that is open lasts to the end anyway; only the one that is about to close it must not show.
  if (isFenceOpen(lines)) return /^\s*[`~]{1,2}$/.test(last) ? lines.join('\n') : markdown;
  // A lone `-` or `=` below a paragraph would make a heading of it until the next word arrives.
  if (/^\s*(?:[-=*+_>#|~`]{1,6}|\d{1,9}[.)]?)\s*$/.test(last)) return lines.join('\n');
  const begin = lines.findLastIndex((line) => line.trim() === '' || isBlockStart(line)) + 1;
  const isOwnBlock = isBlockStart(last);
  const before = isOwnBlock ? lines : lines.slice(0, begin);
  const paragraph = isOwnBlock ? last : [...lines.slice(begin), last].join('\n');
  return [...before, completeParagraph(paragraph)].join('\n');
}

/** The Markdown with whatever is open at its end closed, so that something else can follow. */
export function endMarkdown(markdown: string): string {
  const whole = completeMarkdown(markdown.trimEnd());
  const open = openFence(whole.split('\n'));
  return open === null ? whole : `${whole}\n${open}`;
}

function isBlockStart(line: string): boolean {
  return /^\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|\||>)/.test(line);
}

function isFenceOpen(lines: readonly string[]): boolean {
  return openFence(lines) !== null;
}

/** The marker of the fence that is open after these lines. */
function openFence(lines: readonly string[]): string | null {
  let open: string | null = null;
  for (const line of lines) {
    const fence = FENCE.exec(line)?.[1];
    if (!fence) continue;
    if (open === null) open = fence;
    else if (fence.startsWith(open) && line.trim() === fence) open = null;
  }
  return open;
}

function completeParagraph(paragraph: string): string {
  const outside = paragraph.replaceAll(/(`+)[^`]([^]*?[^`])?\1(?!`)/g, (code) => ' '.repeat(code.length));
  const tick = /`+/.exec(outside)?.[0];
  if (tick) return outside.endsWith(tick) ? paragraph.slice(0, -tick.length) : paragraph + tick;
  const link = /!?\[([^[\]\n]*)(?:\]|\]\([^()\s]*)?$/.exec(outside);
  const text = link ? paragraph.slice(0, link.index) + linkWords(paragraph.slice(link.index)) : paragraph;
  return closeEmphasis(text, link ? outside.slice(0, link.index) : outside);
}

/** A link that is not whole yet, as its words. */
function linkWords(begun: string): string {
  return begun.replace(/^!?\[/, '').replace(/\](?:\([^()\s]*)?$/, '');
}

/** The text with the emphasis that is open at its end closed; `outside` is the same without its code. */
function closeEmphasis(text: string, outside: string): string {
  const open: string[] = [];
  for (const { 0: marker, index } of outside.matchAll(
    /\*\*\*|\*\*|~~|\*|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
  )) {
    const place = open.lastIndexOf(marker);
    const next = outside[index + marker.length] ?? '';
    const previous = outside[index - 1] ?? ' ';
    if (place !== -1 && !/\s/.test(previous)) open.length = place;
    else if (next === '' || !/\s/.test(next)) open.push(marker);
  }
  const trimmed = text.trimEnd();
  const unbegun = open.at(-1);
  // Nothing stands behind the last marker yet.
  if (unbegun && trimmed.endsWith(unbegun))
    return closeWith(trimmed.slice(0, -unbegun.length), open.slice(0, -1));
  return closeWith(trimmed, open);
}

function closeWith(text: string, open: readonly string[]): string {
  return text.trimEnd() + open.toReversed().join('');
}
