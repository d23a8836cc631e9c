/** LaTeX's commands for functions that are written in upright letters, as alternatives of a pattern. */
export const FUNCTION_NAMES =
  '(?:arc)?(?:sin|cos|tan|cot)|sinh|cosh|tanh|sec|csc|log|ln|lg|exp|lim(?:sup|inf)?|max|min|sup|inf|det|dim|ker|deg|arg|gcd|lcm|Pr|mod|hom|arg(?:max|min)';
