export interface DemoPerson {
  id: number;
  firstName: string;
  languageCode: string;
  /** Their role, such as "admin". */
  note?: string;
}

/** The demo's people: two who chat and two admins, in both languages. */
export const demoPeople: readonly DemoPerson[] = [
  { id: 101, firstName: 'سارا', languageCode: 'fa' },
  { id: 102, firstName: 'John', languageCode: 'en' },
  { id: 201, firstName: 'مریم', languageCode: 'fa', note: 'admin' },
  { id: 202, firstName: 'Kate', languageCode: 'en', note: 'admin' },
];

export const demoGroup = { id: -1001, title: 'Book club' };
