import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { StoredFile } from '../world/file-shelf.ts';
import type { TelegramFault } from '../telegram-faults.ts';

/**
 * Sends a file. A `timeout` stalls midway, `lost` breaks off midway, and `reset` cuts the connection before
 * the response; the caller sends errors.
 */
export async function sendStoredFile(
  response: ServerResponse,
  { data }: StoredFile,
  fault: TelegramFault | undefined,
): Promise<void> {
  if (fault === 'reset') return void response.destroy();
  if (typeof fault === 'number') await setTimeout(fault);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': data.length });
  if (fault !== 'timeout' && fault !== 'lost') return void response.end(data);
  response.write(data.subarray(0, Math.floor(data.length / 2)), () => {
    if (fault === 'lost') response.destroy();
  });
}
