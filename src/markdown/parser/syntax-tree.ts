/** What stands within a line. */
export type Inline =
  | { type: 'text' | 'code' | 'math'; text: string }
  | { type: 'break' }
  | { type: StyleName | 'group'; children: Inline[] }
  | { type: 'link'; href: string; title: string; children: Inline[] }
  | { type: 'image'; href: string; title: string; text: string };

export type StyleName = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'superscript' | 'subscript';

/** What stands one below the other. */
export type Block =
  | { type: 'paragraph' | 'heading'; children: Inline[] }
  | { type: 'code'; info: string; text: string }
  | { type: 'math'; text: string }
  | { type: 'quote'; children: Block[] }
  | { type: 'rule' }
  | List
  | Table;

export interface List {
  type: 'list';
  isOrdered: boolean;
  /** Whether empty lines stand between its items. */
  isLoose: boolean;
  items: ListItem[];
}

export interface ListItem {
  /** As the model wrote it; of an ordered list only. */
  number: number | null;
  /** Whether its task is done; `null` where it is no task. */
  isDone: boolean | null;
  children: Block[];
}

export type Alignment = 'center' | 'left' | 'right' | null;

export interface Table {
  type: 'table';
  /** As it was written. */
  source: string;
  alignments: Alignment[];
  header: Inline[][];
  rows: Inline[][][];
}

/**
 * How the Markdown ends: `whole`; `growing`, where more is to come and what was begun shows as what it will be; or
 * `stopped`, where what was begun is closed and nothing that can be read is left out.
 */
export type Ending = 'whole' | 'growing' | 'stopped';
