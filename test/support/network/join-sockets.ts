import type { Socket } from 'node:net';

/** Passes on what arrives at either socket to the other, and ends both with one; `open` holds them meanwhile. */
export function joinSockets(open: Set<Socket>, one: Socket, other: Socket): void {
  passOn(open, one, other);
  passOn(open, other, one);
}

function passOn(open: Set<Socket>, from: Socket, to: Socket): void {
  open.add(from);
  from
    .on('error', () => undefined)
    .on('close', () => {
      open.delete(from);
      to.destroy();
    });
  from.pipe(to);
}
