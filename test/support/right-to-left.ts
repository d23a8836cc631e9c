import { stripMarks } from '../../src/localization/direction.ts';

/** Lines that would not run from right to left: whose first letter is no Persian one, without a mark before it. */
export function linesAstray(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines
    .filter((line) => !line.startsWith('\u200F') && !/^[\s\p{Nd}\p{P}]*\p{Script=Arabic}/u.test(line))
    .map(stripMarks);
}
