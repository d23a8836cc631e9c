import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { StoredFile } from '../world/file-shelf.ts';
import type { TelegramFault } from '../telegram-faults.ts';

/**
 * Hands out a file. A `timeout` stalls in its middle, `lost` breaks off there, and `reset` cuts the connection
 * before it begins; an error is the caller's to send.
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
