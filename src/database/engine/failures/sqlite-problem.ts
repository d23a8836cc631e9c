import type { FailureFacts } from './failure-facts.ts';

interface Problem {
  codes: RegExp;
  /** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
  results?: readonly number[];
  /** Completes "DATABASE_URL (…)": what is wrong, and what to do. */
  text: string;
}

const PROBLEMS: readonly Problem[] = [
  {
    codes: /^SQLITE_NOTADB$/,
    results: [26],
    text: 'is a file of another kind: not an SQLite database, or an encrypted one. Name another file, or move this one away',
  },
  {
    codes: /^SQLITE_CORRUPT$/,
    results: [11],
    text: 'is a damaged database. Restore a backup, or repair it with sqlite3 .recover',
  },
  { codes: /^EISDIR$/, text: 'is a directory. Name a file in it, such as usage.db' },
  {
    codes: /^(EACCES|EPERM|SQLITE_(PERM|AUTH))$/,
    results: [3, 23],
    text: 'may not be read and written by the user that runs this program. Change its owner or its permissions',
  },
  {
    codes: /^(EROFS|SQLITE_READONLY)$/,
    results: [8],
    text: 'can only be read. Change the permissions of the file and its directory, or name one on a writable disk',
  },
  {
    codes: /^(ENOTDIR|EEXIST)$/,
    text: 'has a file where it names a directory. Correct the path',
  },
  {
    codes: /^(ENOENT|ENAMETOOLONG|EINVAL|ELOOP|ENODEV|ENXIO)$/,
    text: 'is in a directory that cannot be made. Correct the path',
  },
  {
    codes: /^(ENOSPC|EDQUOT|SQLITE_FULL)$/,
    results: [13],
    text: 'is on a disk that is full. Make room, and start again',
  },
  {
    codes: /^SQLITE_(BUSY|LOCKED)$/,
    results: [5, 6],
    text: 'is locked by another program. End that program, or wait until it is done',
  },
  { codes: /^(EIO|SQLITE_IOERR)$/, results: [10], text: 'is on a disk that fails. Check the disk' },
  { codes: /^SQLITE_CANTOPEN$/, results: [14], text: 'cannot be opened. Check the path and its permissions' },
];

/** What is wrong with a file of SQLite, and what to do; `null` where the failure is not known. */
export function sqliteProblem({ codes }: FailureFacts): string | null {
  const problem = PROBLEMS.find(({ codes: known, results = [] }) =>
    codes.some((code) => known.test(code) || results.includes(primaryResult(code))),
  );
  return problem?.text ?? null;
}

/** Extended results keep the primary one in their low byte; `NaN` where a code is not SQLite's. */
function primaryResult(code: string): number {
  return /^\d{1,4}$/.test(code) ? Number(code) & 0xff : Number.NaN;
}
