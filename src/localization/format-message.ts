import type { FluentBundle, FluentVariable } from '@fluent/bundle';

/**
 * The message of `key` with its values in their places; `null` where the bundle lacks it. Never throws: what is
 * wrong with a message is told to `onProblem`, and the text names the missing value.
 */
export function formatMessage(
  bundle: FluentBundle,
  key: string,
  values: Readonly<Record<string, FluentVariable>>,
  onProblem?: (problem: string) => void,
): string | null {
  const pattern = bundle.getMessage(key)?.value;
  if (!pattern) return null;
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, values, errors);
  for (const error of errors) onProblem?.(`${bundle.locales.join()}: ${key}: ${error.message}`);
  return text;
}
