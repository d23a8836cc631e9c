import { stripMarks } from '../../../src/localization/direction.ts';
import { formatSchedule } from '../../../src/localization/formats/format-schedule.ts';
import { loadLanguages } from '../../../src/telegram/people/languages.ts';

const { en, fa } = loadLanguages('en', 'UTC', (problem) => {
  throw new Error(problem);
});

describe('a schedule in words', () => {
  it.each([
    ['0 9 * * *', '09:00', '۰۹:۰۰'],
    ['0 30 9 * * *', '09:30', '۰۹:۳۰'],
    ['5 7 * * 1', 'every Monday at 07:05', 'هر دوشنبه ساعت ۰۷:۰۵'],
    ['0 9 * * 0', 'every Sunday at 09:00', 'هر یکشنبه ساعت ۰۹:۰۰'],
    ['0 9 * * 7', 'every Sunday at 09:00', 'هر یکشنبه ساعت ۰۹:۰۰'],
    ['0 21 * * Sat', 'every Saturday at 21:00', 'هر شنبه ساعت ۲۱:۰۰'],
    ['0 9 1 * *', 'on day 1 of each month at 09:00', 'روز ۱ هر ماه میلادی ساعت ۰۹:۰۰'],
    ['0 9 * * 1,6', 'every Monday and Saturday at 09:00', 'هر شنبه و دوشنبه ساعت ۰۹:۰۰'],
    [
      '0 9 * * sun,3,5',
      'every Wednesday, Friday and Sunday at 09:00',
      'هر یکشنبه، چهارشنبه و جمعه ساعت ۰۹:۰۰',
    ],
  ])('%s is said as people say it', (cron, english, persian) => {
    expect(stripMarks(formatSchedule(cron, en))).toBe(english);
    expect(stripMarks(formatSchedule(cron, fa))).toBe(persian);
  });

  it.each([
    '0 9,21 * * *',
    '*/10 * * * * *',
    '0 9 * * 1-5',
    '0 9 * * 1,3-5',
    '0 9 1 1 *',
    '15 0 9 * * *',
    '0 9 1 * 1',
  ])('%s stays as it is', (cron) => expect(formatSchedule(cron, en)).toBe(cron));
});
