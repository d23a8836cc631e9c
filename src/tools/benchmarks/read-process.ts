import { readFile } from 'node:fs/promises';

/** Sizes are in kilobytes. */
type Field = 'VmRSS' | 'VmHWM' | 'Threads';

/** Reads `/proc/<pid>/status` once; what it tells of a field then. No number where there is no such file. */
export async function readProcess(pid: number | undefined): Promise<(field: Field) => number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return (field) => Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
}
