const ENVIRONMENT = /\\begin\{([a-z]+)\*?\}(?:\{[lcr| ]*\})?([^]*?)\\end\{\1\*?\}/gi;
/** The beginning of one that has not ended yet, or the end of one that another began. */
const BEGUN = /\\(?:begin|end)\{[a-z]+\*?\}(?:\{[lcr| ]*\})?/gi;
const MAX_ENVIRONMENTS = 40;
const LINE_BREAK = /\\\\(?:\[[^\]\n]*\])?/g;
/** Conditions below a sum, one below the other. */
const STACK = /\\substack\s*\{([^{}]*)\}/g;
const ALIGNMENT = /(?<!\\)&/g;
const BRACKETS: Readonly<Record<string, readonly [string, string]>> = {
  matrix: ['[', ']'],
  array: ['[', ']'],
  smallmatrix: ['[', ']'],
  bmatrix: ['[', ']'],
  pmatrix: ['(', ')'],
  vmatrix: ['|', '|'],
  Vmatrix: ['‖', '‖'],
  Bmatrix: ['{', '}'],
  subarray: ['', ''],
};

/** LaTeX without its environments: a matrix is its rows within brackets, what is aligned is one line below the other. */
export function unfoldEnvironments(latex: string): string {
  // More of them are no mathematics, and each one without an end costs a look at all that follows.
  if (latex.split('\\begin').length > MAX_ENVIRONMENTS) return latex;
  return latex
    .replaceAll(
      STACK,
      (_, rows: string) =>
        `\\substack{${rows
          .split(LINE_BREAK)
          .map((row) => row.trim())
          .join(', ')}}`,
    )
    .replaceAll(ENVIRONMENT, (_, name: string, body: string) => unfold(name, body))
    .replaceAll(BEGUN, '')
    .replaceAll(LINE_BREAK, '\n')
    .replaceAll(ALIGNMENT, '');
}

function unfold(name: string, body: string): string {
  const rows = body.split(LINE_BREAK).map((row) => row.trim());
  const written = rows.filter((row) => row !== '');
  const brackets = BRACKETS[name];
  if (brackets) return brackets[0] + written.map(rowOfMatrix).join('; ') + brackets[1];
  if (/^d?cases$/.test(name)) return `\n${written.map((row) => row.replaceAll(ALIGNMENT, ' ')).join('\n')}\n`;
  return written.map((row) => row.replaceAll(ALIGNMENT, '')).join('\n');
}

function rowOfMatrix(row: string): string {
  return row
    .split(ALIGNMENT)
    .map((cell) => cell.trim())
    .join(' ');
}
