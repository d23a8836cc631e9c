/** A line of a report for people, with direction marks and not yet escaped. */
export interface ReportLine {
  text: string;
  /** A title or a heading. */
  strong?: boolean;
  /** An address within the text to link. */
  url?: string;
  /** Part of a quotation that stays closed until somebody opens it. Neighbouring lines make one. */
  folded?: boolean;
  /** Set on lines that may be dropped from a long report, lowest first. */
  importance?: number;
}

/** Related lines; blocks are separated by an empty line. */
export interface ReportBlock {
  lines: readonly ReportLine[];
  /** Whether it may stand in a second message. */
  mayFollow?: boolean;
}

/** Folded lines under a line that sums them up. */
export function foldedBlock(summary: string, texts: readonly string[]): ReportBlock {
  const lines = texts.map((text, index) => ({ text, folded: true, importance: -index }));
  return { lines: [{ text: summary, strong: true, folded: true }, ...lines], mayFollow: true };
}

/** The first `most` of the texts, and one that says how many there are more. */
export function firstOf(
  texts: readonly string[],
  most: number,
  leftOut: (count: number) => string,
): string[] {
  return texts.length <= most ? [...texts] : [...texts.slice(0, most), leftOut(texts.length - most)];
}
