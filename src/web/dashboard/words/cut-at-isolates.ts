const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** A part of a message: its own words, or what stands for a variable. */
export interface Piece {
  text: string;
  isValue: boolean;
}

/** A message cut at its isolates. What is isolated once more inside is part of the outer value. */
export function cutAtIsolates(message: string): Piece[] {
  const pieces: Piece[] = [];
  let depth = 0;
  let text = '';
  const end = (isValue: boolean) => {
    if (text !== '') pieces.push({ text, isValue });
    text = '';
  };
  for (const part of message.split(/([\u2068\u2069])/)) {
    if (part === FIRST_STRONG_ISOLATE) {
      if (depth++ === 0) end(false);
    } else if (part === POP_ISOLATE) {
      if (--depth === 0) end(true);
    } else {
      text += part;
    }
  }
  end(false);
  return pieces;
}
