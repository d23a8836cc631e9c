/** One line of a report for people, marked for its direction and not yet escaped for any medium. */
export interface ReportLine {
  text: string;
  /** A title or a heading. */
  strong?: boolean;
  /** An address inside the text that should be a link. */
  url?: string;
  /** Set on lines that may be left out when the report is too long; the lowest goes first. */
  importance?: number;
}

/** Lines that belong together; an empty line separates blocks. */
export interface ReportBlock {
  lines: readonly ReportLine[];
  /** A heading followed by a list that may be shown folded. */
  folded?: boolean;
}
