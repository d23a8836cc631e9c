import { stripMarks } from '../../../src/localization/direction.ts';

const TAG = /<(\/?)(b|a|blockquote)((?: href="[^"<>]*"| expandable)?)>/g;

/**
 * The visible text of a Telegram message. Throws where Telegram would refuse it: an unknown or unbalanced
 * tag, a bare bracket, an unknown entity.
 */
export function readHtml(html: string): string {
  const open: string[] = [];
  const text = html.replaceAll(TAG, (_, slash: string, name: string) => {
    if (!slash) open.push(name);
    else if (open.pop() !== name) throw new Error(`unbalanced </${name}>`);
    return '';
  });
  if (open.length > 0) throw new Error(`unclosed <${open.join()}>`);
  if (/[<>]/.test(text)) throw new Error('a bare bracket');
  if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) throw new Error('a bare ampersand');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** The lines of a message without direction marks. */
export function visibleLines(text: string): string[] {
  return stripMarks(text).split('\n');
}
