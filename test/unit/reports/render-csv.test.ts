import { csvField, csvLine } from '../../../src/reports/csv-field.ts';
import { renderCsv } from '../../../src/reports/render-csv.ts';
import { sampleDetails } from './sample-report.ts';

describe('renderCsv', () => {
  it('writes a header, then one row for everything that totals tell apart, with what is unknown left empty', () => {
    const { rows } = sampleDetails();
    const unknown = {
      model: null,
      actionType: null,
      status: null,
      cachedTokens: null,
      reasoningTokens: null,
    };
    const ofPerson = { ...rows[0]!, ...unknown, provider: 'cohere', failed: 1, costSource: null };
    expect(renderCsv({ rows: [...rows, ofPerson] })).toBe(
      'date,provider,model,action,status,requests,failed,prompt_tokens,completion_tokens,cached_tokens,' +
        'reasoning_tokens,total_tokens,cost_usd,cost_source\r\n' +
        '2025-10-30,groq,openai/gpt-oss-120b,Chat,ok,156,0,9234,3613,12,7,12847,0.007708200000,catalogue\r\n' +
        '2025-10-30,cohere,,,,156,1,9234,3613,,,12847,0.007708200000,\r\n',
    );
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\rlines', '"two\rlines"'],
    ['=1+1', "'=1+1"],
    ['=cmd|/c calc!A0', "'=cmd|/c calc!A0"],
    ['@SUM(A1,A2)', `"'@SUM(A1,A2)"`],
    ['+1-1', "'+1-1"],
    ['-1+cmd', "'-1+cmd"],
    ['  =1+1', "'  =1+1"],
    ['\n=1+1', `"'\n=1+1"`],
    ['\t=1+1', "'\t=1+1"],
    ['＝1+1', "'＝1+1"],
    ['-1001234567890', '-1001234567890'],
    ['-0.5', '-0.5'],
    ['a=1', 'a=1'],
    ['سلام، دنیا', 'سلام، دنیا'],
  ])('writes the field %j as %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });

  it('leaves what is null empty', () => {
    expect(csvLine([null, 0, false, ''])).toBe(',0,false,\r\n');
  });
});
