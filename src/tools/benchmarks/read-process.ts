import { readFile } from 'node:fs/promises';

/** Fields of `/proc/<pid>/status`; sizes are in kilobytes. */
type Field = 'VmRSS' | 'VmHWM' | 'Threads';

/** Reads `/proc/<pid>/status` once and returns its fields; they are NaN if the file does not exist. */
export async function readProcess(pid: number | undefined): Promise<(field: Field) => number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return (field) => Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
}
