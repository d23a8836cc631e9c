import { parseJson } from '../../../src/config/files/json-line.ts';

const BLOCK = '"router": {\n  "models": ["a"]\n}';

describe('a mistake in a file of JSON', () => {
  it.each([
    ['two files in one', `{ ${BLOCK} }\n{ ${BLOCK} }`, 4, 'more follows the end of the object'],
    ['a comma between them', `{ ${BLOCK} },\n{ ${BLOCK} }`, 3, 'Everything goes into one object'],
    ['no comma between two blocks', `{ ${BLOCK}\n"ollama": {} }`, 4, 'there is no comma before this'],
    ['a comma after the last block', `{ ${BLOCK},\n}`, 4, 'a comma too many'],
    // V8 names no place of this one.
    ['a comma after the last model', `{\n"models": ["a",],\n"name": "A"\n}`, 2, 'a comma too many'],
    ['a comment', `{\n// my services\n${BLOCK} }`, 2, 'JSON has no comments'],
    ['a block that is not closed', `{\n${BLOCK}`, 4, 'before all brackets are closed'],
    ['an empty file', '', 1, 'it is empty'],
    ['another kind of quotation marks', `{\n'router': 1 }`, 2, '"double quotes"'],
    ['a word', '{\n"a": yes,\n"b": 1 }', 2, '"double quotes"'],
    ['a value of Python', '{\n"a": True }', 2, 'true, false or null'],
    ['a name without quotation marks', '{ router: {} }', 1, '"double quotes"'],
    ['quotation marks of a word processor', '{ “router”: {} }', 1, '"double quotes"'],
    ['a comment at the beginning', '// services\n{}', 1, 'JSON has no comments'],
    ['a comment at the end', '{} # services', 1, 'JSON has no comments'],
  ])('such as %s has its line, and its cause where it is a usual one', (_, text, line, words) => {
    expect(() => parseJson(text)).toThrow(new RegExp(`^line ${line}: not valid JSON`));
    expect(() => parseJson(text)).toThrow(words);
  });
});
