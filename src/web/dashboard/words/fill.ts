/** The text with its values in the places that are named for them. */
export function fillPlain(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** The text cut at its places: pieces of text, and between them the names of values. */
export function splitPlaces(text: string): { text: string; place: string | null }[] {
  return text
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const place = /^\{(\w+)\}$/.exec(piece)?.[1] ?? null;
      return { text: piece, place };
    });
}
