import { csvField, renderCsv } from '../../../src/reports/render-csv.ts';
import { sampleReport } from './sample-report.ts';

describe('renderCsv', () => {
  it('writes a header, then one row for each day and provider', () => {
    const report = sampleReport();
    const days = [
      ...report.days,
      { date: '2025-10-29', provider: 'cohere', requests: 1, totalTokens: 0, costPicoUsd: 0n } as const,
    ];
    expect(renderCsv({ ...report, days })).toBe(
      'date,provider,requests,total_tokens,cost_usd\r\n' +
        '2025-10-30,groq,156,12847,0.007708200000\r\n' +
        '2025-10-29,cohere,1,0,0.000000000000\r\n',
    );
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['@SUM(A1,A2)', `"'@SUM(A1,A2)"`],
  ])('writes the field %j as %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });
});
