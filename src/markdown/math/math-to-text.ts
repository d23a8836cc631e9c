import { unfoldEnvironments } from './math-environments.ts';
import { unfoldGroups } from './math-groups.ts';
import { lowered, raised } from './scripts.ts';
import { symbolOf } from './symbols.ts';

const NAMES =
  /\\((?:arc)?(?:sin|cos|tan|cot)|sinh|cosh|tanh|sec|csc|log|ln|lg|exp|lim(?:sup|inf)?|max|min|sup|inf|det|dim|ker|deg|arg|gcd|lcm|Pr|b?mod)(?![a-zA-Z])/g;
/** LaTeX as a line that can be read: common commands as characters, whatever is unknown as it stands. */
export function mathToText(latex: string): string {
  // Most formulas in a text are a letter or two.
  if (!/[\\^_{}&]/.test(latex)) return latex.trim().replaceAll(/\s+/g, ' ');
  // Line breaks come first: their second backslash would begin a command of what follows.
  let text = unfoldGroups(closeBraces(unfoldEnvironments(latex.trim())));
  text = text.replaceAll(
    /\\(?:left|right|middle|[bB]igg?[lrm]?|(?:display|text|script)style|limits|nolimits|nonumber|notag)(?![a-zA-Z])\s?\.?/g,
    '',
  );
  text = text.replaceAll(NAMES, '$1').replaceAll(/\\(?:quad|qquad|[,;:! ])/g, ' ');
  text = text.replaceAll(/\\([a-zA-Z]+)(\s(?=[a-zA-Z]))?/g, (raw, name: string) => symbolOf(name) ?? raw);
  text = text.replaceAll(/\\([{}%$&#_])/g, '$1').replaceAll('\\|', '‖');
  return raiseScripts(text)
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/(?<=[⌊⌈]) | (?=[⌋⌉])/g, '')
    .replaceAll(/ ?\n\s*/g, '\n')
    .trim();
}

/** The LaTeX with the braces closed that its end left open, as in an answer that is being written. */
function closeBraces(latex: string): string {
  const braces = latex.replaceAll(/\\[{}]|[^{}]/g, '');
  let open = 0;
  for (const brace of braces) open = Math.max(0, open + (brace === '{' ? 1 : -1));
  return latex + '}'.repeat(open);
}

function raiseScripts(text: string): string {
  return text
    .replaceAll(/\^(?:\{([^{}]*)\}|([\p{L}\p{N}]))/gu, (raw, group?: string, one?: string) =>
      raised(group ?? one ?? '', raw),
    )
    .replaceAll(
      /(?<=[\p{L}\p{N})∑∏∫])_(?:\{([^{}]*)\}|([\p{L}\p{N}]))/gu,
      (raw, group?: string, one?: string) => lowered(group ?? one ?? '', raw),
    );
}
