const SUPERSCRIPT = lettersOf(
  '0123456789+-=()abcdefghijklmnoprstuvwxyzT⊤*†‡',
  // The last three stand above the line by themselves.
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ*†‡',
);
const SUBSCRIPT = lettersOf('0123456789+-=()nijxkmt', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢⱼₓₖₘₜ');

/** A text above the line: in raised letters where there are all of them, else in brackets; `empty` for none. */
export function raised(text: string, empty = ''): string {
  return script(text, '^', SUPERSCRIPT, empty);
}

/** A text below the line, likewise. */
export function lowered(text: string, empty = ''): string {
  return script(text, '_', SUBSCRIPT, empty);
}

function script(text: string, sign: string, letters: ReadonlyMap<string, string>, empty: string): string {
  if (text === '') return empty;
  const moved = Array.from(text, (letter) => letters.get(letter));
  if (moved.every((letter) => letter !== undefined)) return moved.join('');
  return text.length === 1 ? `${sign}${text}` : `${sign}(${text})`;
}

function lettersOf(plain: string, moved: string): ReadonlyMap<string, string> {
  const letters = Array.from(moved);
  return new Map(Array.from(plain, (letter, index) => [letter, letters[index] ?? letter]));
}
