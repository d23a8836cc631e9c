import { connect } from 'node:net';

const PATIENCE_MS = 10_000;

/** Sends bytes to a local server and resolves with its response; `isAll` means that nothing follows them. */
export function sendRaw(url: string, bytes: Buffer, isAll: boolean): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () =>
      isAll ? void socket.end(bytes) : void socket.write(bytes),
    );
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  });
}

/** The status of an HTTP response; 0 if there is none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0);
}
