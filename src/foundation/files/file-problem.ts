/** What the system says of a file, by its code: what is wrong and what to do, to be said after the file's path. */
const PROBLEMS: Readonly<Record<string, readonly [what: string, toDo: string]>> = {
  ENOENT: ['is not there', 'Correct the path'],
  ENOTDIR: ['is below a file that is no folder', 'Correct the path'],
  EISDIR: ['is a folder', 'Name a file'],
  EACCES: ['may not be used by the user that runs this program', 'Change its permissions'],
  EPERM: ['may not be used by the user that runs this program', 'Change its permissions'],
  EROFS: ['is on a disk that can only be read', 'Name a file on another one'],
  ENOSPC: ['is on a disk that is full', 'Make room on it'],
  EDQUOT: ['is on a disk on which this user may use no more', 'Make room on it'],
  EFBIG: ['is larger than this system allows', 'Name a file on another one'],
  EIO: ['is on a disk that fails', 'Check the disk'],
  ENAMETOOLONG: ['has a name that is too long', 'Shorten it'],
  ELOOP: ['is a link that leads to itself', 'Correct the path'],
  EMFILE: ['cannot be opened beside so many others', 'Raise the limit of open files (ulimit -n)'],
};

const SOCKETS = /^E(CONN|PIPE|ADDR|HOST|NET|TIMEDOUT)/;

/** A failure to use a file, in words; `null` where the error is not one of a file. */
export function fileProblem(error: unknown): string | null {
  const { code, syscall } = Object(error) as Partial<NodeJS.ErrnoException>;
  // Those of sockets are not about a file.
  const isOfFile = typeof code === 'string' && syscall !== undefined && !SOCKETS.test(code);
  if (!isOfFile) return null;
  const [what, toDo] = PROBLEMS[code] ?? ['cannot be used', 'Name another file'];
  return `${what} (${code}). ${toDo}`;
}
