import type { RichMessage } from 'grammy/types';

/** Something that Telegram sent, of whatever shape it turns out to be. */
type Node = Readonly<Record<string, unknown>>;

/** No client shows more levels. */
const MOST_LEVELS = 20;

/** What a rich message says, as the Markdown that it may have been written in. */
export function richText(message: RichMessage | undefined): string {
  return blocksText(message?.blocks, MOST_LEVELS).trim();
}

function blocksText(blocks: unknown, levels: number): string {
  if (levels === 0) return '';
  return nodesOf(blocks)
    .map((block) => blockText(block, levels - 1))
    .filter(Boolean)
    .join('\n\n');
}

function blockText(block: Node, levels: number): string {
  switch (block['type']) {
    case 'heading':
      return `${'#'.repeat(Number(block['size']) || 1)} ${inline(block['text'])}`;
    case 'pre':
      return `\`\`\`${typeof block['language'] === 'string' ? block['language'] : ''}\n${inline(block['text'])}\n\`\`\``;
    case 'mathematical_expression':
      return `$$${inline(block['expression'])}$$`;
    case 'list':
      return nodesOf(block['items'])
        .map((item) => itemText(item, levels))
        .join('\n');
    case 'table':
      return tableText(block);
    case 'blockquote':
    case 'expandable_blockquote':
    case 'pullquote':
      return quoted([contentOf(block, levels), credit(block['credit'])].filter(Boolean).join('\n'));
    case 'buttons':
      return nodesOf(block['buttons']).map(buttonText).join(' ');
    default:
      return contentOf(block, levels);
  }
}

/** The words of a block of any type: its own, those below it, and what is written under it. */
function contentOf(block: Node, levels: number): string {
  const own = [block['summary'], block['text']].map((words) => inline(words));
  const { caption } = block;
  const under =
    isNode(caption) && 'text' in caption && !('type' in caption)
      ? [caption['text'], caption['credit']]
      : [caption];
  return [...own, blocksText(block['blocks'], levels), ...under.map((words) => inline(words))]
    .filter(Boolean)
    .join('\n');
}

function itemText(item: Node, levels: number): string {
  const label = inline(item['label']) || '•';
  const box = item['has_checkbox'] ? `[${item['is_checked'] ? 'x' : ' '}] ` : '';
  return `${box ? '-' : label} ${box}${blocksText(item['blocks'], levels).replaceAll('\n', '\n  ')}`;
}

function tableText(block: Node): string {
  const rows = (Array.isArray(block['cells']) ? block['cells'] : []).map(
    (cells) =>
      `| ${nodesOf(cells)
        .map((cell) => inline(cell['text']))
        .join(' | ')} |`,
  );
  return [inline(block['caption']), ...rows].filter(Boolean).join('\n');
}

function credit(value: unknown): string {
  const words = inline(value);
  return words && `— ${words}`;
}

function quoted(words: string): string {
  return words.replaceAll(/^/gm, '> ');
}

function buttonText(button: Node): string {
  const words = inline(button['text']);
  return typeof button['url'] === 'string' ? `[${words}](${button['url']})` : `[${words}]`;
}

/** The words of a line, whose parts may hold further ones. */
function inline(value: unknown, levels = MOST_LEVELS): string {
  if (typeof value === 'string') return value;
  if (levels === 0) return '';
  if (Array.isArray(value)) return value.map((part) => inline(part, levels - 1)).join('');
  if (!isNode(value)) return '';
  const words = inline(value['text'] ?? value['alternative_text'] ?? value['expression'], levels - 1);
  switch (value['type']) {
    case 'code':
      return `\`${words}\``;
    case 'strikethrough':
      return `~~${words}~~`;
    case 'mathematical_expression':
      return `$${words}$`;
    case 'url':
      return words === value['url'] ? words : `[${words}](${String(value['url'])})`;
    case 'button':
      return isNode(value['button']) ? buttonText(value['button']) : '';
    default:
      return words;
  }
}

function nodesOf(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
