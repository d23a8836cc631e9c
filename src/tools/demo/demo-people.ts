export type DemoRole = 'user' | 'stranger' | 'admin';

export interface DemoPerson {
  /** Above 366: smaller numbers after `/ai_usage` are days. */
  id: number;
  firstName: string;
  languageCode: 'en' | 'fa';
  role: DemoRole;
}

export const SARA = 1001;
export const JOHN = 1002;
export const NIMA = 1003;
export const LENA = 1004;
export const MARYAM = 2001;
export const KATE = 2002;

/** The demo's people, one of each role in both languages. Strangers are not let in yet. */
export const demoPeople: readonly DemoPerson[] = [
  { id: SARA, firstName: 'سارا', languageCode: 'fa', role: 'user' },
  { id: JOHN, firstName: 'John', languageCode: 'en', role: 'user' },
  { id: NIMA, firstName: 'نیما', languageCode: 'fa', role: 'stranger' },
  { id: LENA, firstName: 'Lena', languageCode: 'en', role: 'stranger' },
  { id: MARYAM, firstName: 'مریم', languageCode: 'fa', role: 'admin' },
  { id: KATE, firstName: 'Kate', languageCode: 'en', role: 'admin' },
];

/** A group of everybody who is let in. */
export const demoGroup = {
  id: -1001,
  title: 'Book club',
  members: idsOf(['user', 'admin']),
};

/** Who is answered from the start, besides the admins. */
export const demoAllowedIds: readonly number[] = [...idsOf(['user']), demoGroup.id];

export const demoAdminIds: readonly number[] = idsOf(['admin']);

/** Who wrote how much in the generated month: two heavy users, some regulars, and people who tried it once. */
export const demoHistoryPeople = [
  { userId: BigInt(SARA), firstName: 'سارا', share: 24 },
  { userId: BigInt(JOHN), firstName: 'John', share: 19 },
  { userId: 1011n, firstName: 'علی', share: 13 },
  { userId: BigInt(MARYAM), firstName: 'مریم', share: 10 },
  { userId: 1012n, firstName: 'Emma', share: 9 },
  { userId: 1013n, firstName: 'زهرا', share: 8 },
  { userId: BigInt(KATE), firstName: 'Kate', share: 6 },
  { userId: 1014n, firstName: 'Omid', share: 5 },
  { userId: 1015n, firstName: 'نرگس', share: 3 },
  { userId: 1016n, firstName: 'حسین', share: 2 },
  { userId: 1017n, firstName: 'Luca', share: 1 },
];

function idsOf(roles: readonly DemoRole[]): number[] {
  return demoPeople.filter(({ role }) => roles.includes(role)).map(({ id }) => id);
}
