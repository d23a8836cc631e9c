/** Parses JSON; throws an error that names the line of a mistake. Some editors begin a file with a byte order mark. */
export function parseJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const line = position ? `line ${plain.slice(0, Number(position)).split('\n').length}: ` : '';
    throw new Error(`${line}not valid JSON`, { cause: error });
  }
}
