import { parseReportRequest } from '../../../src/telegram/admin/ai-usage.ts';
import {
  demoAdminIds,
  demoAllowedIds,
  demoGroup,
  demoHistoryPeople,
  demoPeople,
} from '../../../src/tools/demo/demo-people.ts';

describe('the people of the demo', () => {
  it('have ids that /ai_usage does not take for days', () => {
    const ids = [...demoPeople.map(({ id }) => BigInt(id)), ...demoHistoryPeople.map(({ userId }) => userId)];
    expect(ids.map((id) => parseReportRequest(String(id))?.userId)).toEqual(ids);
    expect(parseReportRequest(String(demoGroup.id))?.userId).toBe(BigInt(demoGroup.id));
  });

  it('are let in from the start, but for a stranger in each language', () => {
    const strangers = demoPeople.filter(
      ({ id }) => !demoAllowedIds.includes(id) && !demoAdminIds.includes(id),
    );
    expect(strangers.map(({ role, languageCode }) => [role, languageCode])).toEqual([
      ['stranger', 'fa'],
      ['stranger', 'en'],
    ]);
    expect(demoAllowedIds).toContain(demoGroup.id);
    for (const { id } of strangers) expect(demoGroup.members).not.toContain(id);
  });

  it('have a history, with shares of their own, if they are no strangers', () => {
    const known = demoPeople.filter(({ role }) => role !== 'stranger').map(({ id }) => BigInt(id));
    const ids = demoHistoryPeople.map(({ userId }) => userId);
    expect(ids).toEqual(expect.arrayContaining(known));
    expect(new Set(ids).size).toBe(ids.length);
    for (const person of demoPeople)
      for (const { userId, firstName } of demoHistoryPeople)
        if (userId === BigInt(person.id)) expect(firstName).toBe(person.firstName);
    const shares = demoHistoryPeople.map(({ share }) => share);
    expect(Math.max(...shares) / Math.min(...shares)).toBeGreaterThan(5);
  });
});
