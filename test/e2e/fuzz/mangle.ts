const MOST_CHANGES = 8;

/** Corrupts bytes: changes, removes, repeats or inserts some. `random(n)` gives a whole number below n. */
export function mangle(bytes: Buffer, random: (limit: number) => number): Buffer {
  let result = Buffer.from(bytes);
  const changes = 1 + random(MOST_CHANGES);
  for (let change = 0; change < changes; change++) result = mangleOnce(result, random);
  return result;
}

function mangleOnce(bytes: Buffer, random: (limit: number) => number): Buffer<ArrayBuffer> {
  const at = random(bytes.length + 1);
  const [before, here, after] = [bytes.subarray(0, at), bytes.subarray(at, at + 1), bytes.subarray(at + 1)];
  const few = bytes.subarray(at, at + 1 + random(30));
  switch (random(7)) {
    case 0:
      return Buffer.concat([before, Buffer.from([(here[0] ?? 0) ^ (1 << random(8))]), after]);
    case 1:
      return Buffer.concat([before, Buffer.from([random(256)]), after]);
    case 2:
      return Buffer.concat([before, after]);
    case 3:
      return Buffer.concat([before, few, bytes.subarray(at)]);
    case 4:
      return Buffer.concat([before, Buffer.from(made(random)), bytes.subarray(at)]);
    case 5:
      return Buffer.concat([before, bytes.subarray(at + few.length)]);
    default:
      return random(5) === 0 ? Buffer.from(before) : Buffer.concat([before, here, after]);
  }
}

const MADE = [
  '\n\n',
  '\r\n\r\n',
  'data: ',
  'null',
  '{',
  '}',
  '"',
  '[DONE]',
  '-1',
  '1e999',
  '\u0000',
  '\u202e',
  '0\r\n\r\n',
];

function made(random: (limit: number) => number): string {
  return MADE[random(MADE.length)] ?? '';
}
