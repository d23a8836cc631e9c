import { unfoldEnvironments } from './math-environments.ts';
import { unfoldGroups } from './math-groups.ts';

const SYMBOLS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'times × cdot · div ÷ pm ± mp ∓ ast ∗ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ propto ∝ ' +
    'infty ∞ sum ∑ prod ∏ int ∫ partial ∂ nabla ∇ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ ' +
    'forall ∀ exists ∃ neg ¬ land ∧ wedge ∧ lor ∨ vee ∨ to → rightarrow → leftarrow ← Rightarrow ⇒ implies ⇒ ' +
    'Leftrightarrow ⇔ iff ⇔ mapsto ↦ dots … ldots … cdots ⋯ circ ∘ degree ° angle ∠ perp ⊥ parallel ∥ ' +
    'll ≪ gg ≫ mid | langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | setminus ∖ ' +
    'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ ' +
    'nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ ' +
    'Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω'
  )
    .split(' ')
    .flatMap((word, index, words) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [])),
);
const NAMES = /\\(sin|cos|tan|cot|log|ln|exp|lim|max|min|det|gcd|mod)(?![a-zA-Z])/g;
const SUPERSCRIPT = scriptOf('0123456789+-=()nix', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ');
const SUBSCRIPT = scriptOf('0123456789+-=()nijx', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢⱼₓ');
/** LaTeX as a line that can be read: common commands as characters, whatever is unknown as it stands. */
export function mathToText(latex: string): string {
  // Line breaks come first: their second backslash would begin a command of what follows.
  let text = unfoldGroups(unfoldEnvironments(latex.trim()));
  text = text.replaceAll(/\\(?:left|right|big|Big|displaystyle|limits)(?![a-zA-Z])\s?\.?/g, '');
  text = text.replaceAll(NAMES, '$1').replaceAll(/\\(?:quad|qquad|[,;:! ])/g, ' ');
  text = text.replaceAll(/\\([a-zA-Z]+)(\s(?=[a-zA-Z]))?/g, (raw, name: string) => SYMBOLS[name] ?? raw);
  text = text.replaceAll(/\\([{}%$&#_])/g, '$1').replaceAll('\\|', '‖');
  return raiseScripts(text)
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/(?<=[⌊⌈]) | (?=[⌋⌉])/g, '')
    .replaceAll(/ ?\n\s*/g, '\n')
    .trim();
}

function raiseScripts(text: string): string {
  return text
    .replaceAll(/\^(?:\{([^{}]*)\}|([\p{L}\p{N}]))/gu, (raw, group?: string, one?: string) =>
      script(raw, '^', group ?? one ?? '', SUPERSCRIPT),
    )
    .replaceAll(
      /(?<=[\p{L}\p{N})∑∏∫])_(?:\{([^{}]*)\}|([\p{L}\p{N}]))/gu,
      (raw, group?: string, one?: string) => script(raw, '_', group ?? one ?? '', SUBSCRIPT),
    );
}

function script(raw: string, sign: string, content: string, letters: ReadonlyMap<string, string>): string {
  if (content === '') return raw;
  const raised = Array.from(content, (letter) => letters.get(letter));
  if (raised.every((letter) => letter !== undefined)) return raised.join('');
  return content.length === 1 ? `${sign}${content}` : `${sign}(${content})`;
}

function scriptOf(plain: string, raised: string): ReadonlyMap<string, string> {
  const letters = Array.from(raised);
  return new Map(Array.from(plain, (letter, index) => [letter, letters[index] ?? letter]));
}
