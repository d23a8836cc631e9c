export interface ProgramOption {
  type: 'string' | 'boolean';
  default?: string | boolean;
  /** How the usage shows its value, such as N or `text|json|csv`. */
  value?: string;
  /** The program refuses to run without it. */
  required?: boolean;
  /** Completes the line of the option. */
  meaning: string;
  /** Whether a word may be its value, for telling what npm took for itself. */
  accepts?: RegExp;
}

export type ProgramOptions = Readonly<Record<string, ProgramOption>>;

/** What a program says of itself for `--help`. */
export interface ProgramUsage<Options extends ProgramOptions = ProgramOptions> {
  /** Such as `npm run report`. */
  command: string;
  /** One sentence. */
  purpose: string;
  options: Options;
}

/** The usage of a program: how to call it, what it does, and a line for each option. */
export function usageText({ command, purpose, options }: ProgramUsage): string {
  const entries = Object.entries(options);
  const all = [...entries, ['help', { type: 'boolean', meaning: 'prints this' }] as const];
  const forms = all.map(([name, option]) => ({ form: formOf(name, option), option }));
  const width = Math.max(...forms.map(({ form }) => form.length));
  const lines = forms.map(
    ({ form, option }) => `  ${form.padEnd(width)}  ${option.meaning}${defaultOf(option)}`,
  );
  const call = entries.map(([name, option]) => callOf(name, option)).join('');
  return `Usage: ${command}${call && ` --${call}`}\n\n${purpose}\n\n${lines.join('\n')}\n`;
}

/** An option as it is written, with a word for its value. */
export function formOf(name: string, { type, value = 'VALUE' }: ProgramOption): string {
  return type === 'boolean' ? `--${name}` : `--${name} ${value}`;
}

function callOf(name: string, option: ProgramOption): string {
  return option.required ? ` ${formOf(name, option)}` : ` [${formOf(name, option)}]`;
}

function defaultOf({ type, default: usual }: ProgramOption): string {
  return type === 'string' && usual !== undefined ? ` (default ${String(usual)})` : '';
}
