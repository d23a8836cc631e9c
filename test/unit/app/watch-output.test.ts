import { EventEmitter } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastingOutput, watchOutput } from '../../../src/app/programs/watch-output.ts';

describe('the output of a program', () => {
  it.each([
    ['ENOSPC', ['it is on a disk that is full (ENOSPC). Make room on it'], 0],
    ['EIO', ['it is on a disk that fails (EIO). Check the disk'], 0],
    ['EPIPE', [], 1],
  ])('that ends with %s is told apart from a reader that has ended', (code, lost, gone) => {
    const output = new EventEmitter();
    const seen = { lost: [] as string[], gone: 0 };
    watchOutput({
      output,
      onLost: (problem) => seen.lost.push(problem),
      onReaderGone: () => (seen.gone += 1),
    });
    output.emit('error', Object.assign(new Error(code), { code, syscall: 'write' }));
    expect(seen).toEqual({ lost, gone });
  });
});

describe('the log of a bot in a file', () => {
  it('takes its lines, and loses those of a full disk without an end of the bot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'log-'));
    const path = join(folder, 'bot.log');
    const said: string[] = [];
    const good = openSync(path, 'w');
    lastingOutput((problem) => said.push(problem), good).write('one\n');
    expect(said).toEqual([]);
    closeSync(good);
    // A file that is open for reading refuses lines as a full disk does.
    const refusing = openSync(path, 'r');
    const output = lastingOutput((problem) => said.push(problem), refusing);
    for (const line of ['two\n', 'three\n']) output.write(line);
    closeSync(refusing);
    expect(said).toEqual([expect.stringContaining('EBADF')]);
    expect(readFileSync(path, 'utf8')).toBe('one\n');
    rmSync(folder, { recursive: true });
  });
});
