const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>`]+/gi;
/** Signs at the end that are of the sentence, or of the emphasis around the address. */
const BEHIND = '.,:;!?\'"»”]}*_~';

/** Finds the addresses in a text that stand in it without any markup. */
export function findAddresses(text: string): RegExpExecArray[] {
  return Array.from(text.matchAll(ADDRESS));
}

/** An address without the signs behind it; a closing bracket stays where an opening one is in the address. */
export function trimAddress(found: string): string {
  let open = found.split('(').length - found.split(')').length;
  let end = found.length;
  for (; end > 0; end--) {
    const sign = found[end - 1]!;
    if (sign === ')' && open < 0) open++;
    else if (!BEHIND.includes(sign)) break;
  }
  return found.slice(0, end) || found;
}
