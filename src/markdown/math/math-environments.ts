const ENVIRONMENT = /\\begin\{([a-z]+)\*?\}(?:\{[lcr| ]*\})?([^]*?)\\end\{\1\*?\}/gi;
const LINE_BREAK = /\\\\(?:\[[^\]\n]*\])?/g;
const ALIGNMENT = /(?<!\\)&/g;
const BRACKETS: Readonly<Record<string, readonly [string, string]>> = {
  matrix: ['[', ']'],
  array: ['[', ']'],
  smallmatrix: ['[', ']'],
  bmatrix: ['[', ']'],
  pmatrix: ['(', ')'],
  vmatrix: ['|', '|'],
};

/** LaTeX without its environments: a matrix is its rows within brackets, what is aligned is one line below the other. */
export function unfoldEnvironments(latex: string): string {
  return latex
    .replaceAll(ENVIRONMENT, (_, name: string, body: string) => unfold(name, body))
    .replaceAll(LINE_BREAK, '\n')
    .replaceAll(ALIGNMENT, '');
}

function unfold(name: string, body: string): string {
  const rows = body.split(LINE_BREAK).map((row) => row.trim());
  const written = rows.filter((row) => row !== '');
  const brackets = BRACKETS[name];
  if (brackets) return brackets[0] + written.map(rowOfMatrix).join('; ') + brackets[1];
  if (name === 'cases') return `\n${written.map((row) => row.replaceAll(ALIGNMENT, ' ')).join('\n')}\n`;
  return written.map((row) => row.replaceAll(ALIGNMENT, '')).join('\n');
}

function rowOfMatrix(row: string): string {
  return row
    .split(ALIGNMENT)
    .map((cell) => cell.trim())
    .join(' ');
}
