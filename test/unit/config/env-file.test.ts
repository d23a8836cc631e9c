import { parseEnvFile } from '../../../src/config/env-file.ts';

function parse(text: string): Record<string, string> {
  return { ...parseEnvFile(new TextEncoder().encode(text)).values };
}

const LINES = 'BOT_TOKEN=123:abc\nADMIN_IDS=۱۰۰۱، ۱۰۰۲\n';
const VALUES = { BOT_TOKEN: '123:abc', ADMIN_IDS: '۱۰۰۱، ۱۰۰۲' };

describe('a .env file', () => {
  it.each([
    ['UTF-8', Buffer.from(LINES)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${LINES}`)],
    ['UTF-16LE with a mark', Buffer.from(`\uFEFF${LINES}`, 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from(`\uFEFF${LINES}`, 'utf16le').swap16()],
    ['UTF-16LE without one', Buffer.from(LINES, 'utf16le')],
  ])('is read as %s', (_, bytes) => {
    expect(parseEnvFile(bytes).values).toEqual(VALUES);
  });

  it.each([
    ['ends of lines of Windows', 'A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['ends of lines of old Macs', 'A=1\rB=2', { A: '1', B: '2' }],
    ['export', 'export A=1\n  export\tB = 2', { A: '1', B: '2' }],
    ['space', '  A = 1  \n\tB=2 3', { A: '1', B: '2 3' }],
    ['comments', '# c\nA=1 # c\nB=#c\n\n  # d', { A: '1', B: '' }],
    ['a # within a value', 'A=p#w\nB="x # y" # z', { A: 'p#w', B: 'x # y' }],
    ['quotes', `A="1"\nB='2'\nC=\`3\``, { A: '1', B: '2', C: '3' }],
    [
      'quotes within quotes',
      `A='it's'\nB="say \\"hi\\""\nC="x"y\nD="C:\\data\\"`,
      { A: `'it's'`, B: 'say "hi"', C: '"x"y', D: 'C:\\data\\' },
    ],
    ['a comment at a quote', `A='1'#c`, { A: '1' }],
    ['an = within a value', 'A=b=c==', { A: 'b=c==' }],
    ['a value of several lines', 'A="1\n2"\nB="x\\ny"', { A: '1\n2', B: 'x\ny' }],
    ['an open quote', 'A="1\nB=2', { A: '"1', B: '2' }],
    ['empty values', 'A=\nB=""\nC=', { A: '', B: '', C: '' }],
    ['direction marks', '\u200EA=\u200F1\u200E', { A: '1' }],
    ['a setting that is given twice', 'A=1\nA=2', { A: '2' }],
  ])('may have %s', (_, text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it('is read on after a line that is none, which is named', () => {
    const file = parseEnvFile(Buffer.from('A="1\n1"\nBOT_TOKEN: 123\n# c\nB=2\nwhat is this\n'));
    expect(file).toEqual({ values: { A: '1\n1', B: '2' }, strangeLines: [3, 6], repeated: [] });
  });

  it('names what is set again to something else', () => {
    const { values, repeated } = parseEnvFile(Buffer.from('A=1\nB=2\nA=3\nB=2\n'));
    expect(values).toEqual({ A: '3', B: '2' });
    expect(repeated).toEqual(['A']);
  });
});
