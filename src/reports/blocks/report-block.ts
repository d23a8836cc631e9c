/** A line of a report for people, with direction marks and not yet escaped. */
export interface ReportLine {
  text: string;
  /** A title or a heading. */
  strong?: boolean;
  /** An address within the text to link. */
  url?: string;
  /** Set on lines that may be dropped from a long report, lowest first. */
  importance?: number;
}

/** Related lines; blocks are separated by an empty line. */
export interface ReportBlock {
  lines: readonly ReportLine[];
  /** A heading and a list that may be folded. */
  folded?: boolean;
}
