import { createTranslator } from '../../../src/localization/translator.ts';
import { zoneText } from '../../../src/localization/formats/zone-text.ts';
import { rhythmOf } from '../../../src/localization/rhythm.ts';

describe('rhythmOf', () => {
  it.each([
    ['0 9 * * *', 'daily'],
    ['30 0 9 * * *', 'daily'],
    ['0 9 * * 1', 'weekly'],
    ['0 9 * * sat', 'weekly'],
    ['0 9 1 * *', 'monthly'],
    ['0 9 * * 1-5', 'other'],
    ['0 9,18 * * *', 'daily'],
    ['* * * * * *', 'daily'],
    ['0 9,18 * * 1', 'other'],
    ['0 9 1 1 *', 'other'],
    ['', 'other'],
  ])('calls "%s" %s', (cron, rhythm) => {
    expect(rhythmOf(cron)).toBe(rhythm);
  });
});

describe('zoneText', () => {
  it.each([
    ['Asia/Tehran', 'تهران', 'Tehran'],
    ['UTC', 'جهانی', 'UTC'],
    ['America/New_York', 'نیویورک', 'New York'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires', 'Buenos Aires'],
  ])('names %s by its city', (zone, persian, english) => {
    expect(zoneText(zone, createTranslator('fa'))).toBe(persian);
    expect(zoneText(zone, createTranslator('en'))).toBe(english);
  });
});
