import { spawnSync } from 'node:child_process';

/** Describes tests that need the program of GNU FriBidi, which lays out text of both directions. */
export function describeWithFribidi(name: string, tests: () => void): void {
  if (spawnSync('fribidi', ['--version']).status === 0) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`!! SKIPPED: ${name}. The program fribidi is not installed.\n`);
  describe.skip(name, tests);
}

/**
 * Each line as it stands on a screen, from left to right and without its marks. `auto` finds the direction of a line as
 * Telegram's apps do, from its first letter.
 */
export function visualOrder(lines: readonly string[], direction: 'auto' | 'rtl' | 'ltr' = 'auto'): string[] {
  const base = direction === 'auto' ? [] : [`--${direction}`];
  const { stdout, status } = spawnSync('fribidi', ['--clean', '--nobreak', '--nopad', ...base], {
    input: `${lines.join('\n')}\n`,
    maxBuffer: 2 ** 26,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('fribidi failed');
  // It also joins letters, which tells nothing about their order.
  return stdout.normalize('NFKC').split('\n').slice(0, lines.length);
}
