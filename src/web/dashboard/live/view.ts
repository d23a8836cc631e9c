export const PERIODS = [1, 7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

/** Days from the first to the last, as `YYYY-MM-DD`. */
export interface DayRange {
  from: string;
  to: string;
}

/** What the page is about, as its address says. */
export interface View {
  /** The last days, unless there is a range. */
  days: Period;
  range: DayRange | null;
  /** One person, or one group by its negative id; `null` for everybody. */
  account: number | null;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const ID = /^-?[1-9]\d{0,15}$/;

/** The view that the address names. */
export function readView(search: string): View {
  const parameters = new URLSearchParams(search);
  const named = Number(parameters.get('days'));
  const account = parameters.get('account') ?? '';
  return {
    days: PERIODS.find((period) => period === named) ?? 30,
    range: readRange(parameters),
    account: ID.test(account) ? Number(account) : null,
  };
}

function readRange(parameters: URLSearchParams): DayRange | null {
  const [from, to] = [parameters.get('from') ?? '', parameters.get('to') ?? ''];
  return DAY.test(from) && DAY.test(to) && from <= to ? { from, to } : null;
}

/** The view as the server is asked for it, and as the address says it. */
export function viewQuery({ days, range, account }: View): string {
  const span = range ? `from=${range.from}&to=${range.to}` : `days=${days}`;
  return account === null ? span : `${span}&account=${account}`;
}

/** Keeps what is behind the `#`: Telegram's parameters are needed again after a reload. */
export function viewAddress(view: View): string {
  return `?${viewQuery(view)}${location.hash}`;
}

/** Whether the view is everybody's last days, which the server knows before it is asked. */
export function isPlain({ range, account }: View): boolean {
  return range === null && account === null;
}
