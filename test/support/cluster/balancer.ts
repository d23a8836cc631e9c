import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import type { ClusterNode } from './cluster-node.ts';
import { endProgram, PROGRAMS, startProgram, type Place } from './programs.ts';

/** HAProxy, which leads to the primary. */
export interface Balancer {
  port: number;
  close(): Promise<void>;
}

/** As in docs/scaling.md. */
export async function startBalancer(place: Place, nodes: readonly ClusterNode[]): Promise<Balancer> {
  const port = await freePort();
  const servers = nodes.map(
    ({ name, databasePort, apiPort }) => `  server ${name} 127.0.0.1:${databasePort} check port ${apiPort}`,
  );
  const lines = [
    'global',
    '  maxconn 400',
    'defaults',
    '  mode tcp',
    '  timeout connect 3s',
    '  timeout check 2s',
    '  timeout client 1h',
    '  timeout server 1h',
    'listen primary',
    `  bind 127.0.0.1:${port}`,
    '  option httpchk GET /primary',
    '  http-check expect status 200',
    '  default-server inter 1s fall 3 rise 1 on-marked-down shutdown-sessions',
    ...servers,
    '',
  ];
  const file = join(place.folder, 'haproxy.cfg');
  await writeFile(file, lines.join('\n'));
  const program = startProgram(place, 'haproxy', PROGRAMS.haproxy, ['-db', '-f', file]);
  return { port, close: () => endProgram(program, 'SIGKILL') };
}
