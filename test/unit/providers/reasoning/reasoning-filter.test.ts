import * as fc from 'fast-check';
import { ReasoningFilter } from '../../../../src/providers/protocols/reasoning/reasoning-filter.ts';

/** What people see of a text that arrives in these pieces, and what they do not. */
function filter(pieces: readonly string[]): { text: string; reasoning: string } {
  const reader = new ReasoningFilter();
  let [text, reasoning] = ['', ''];
  for (const { retracts, ...added } of [...pieces.map((piece) => reader.push(piece)), reader.end()]) {
    if (retracts) [text, reasoning] = ['', reasoning + text];
    text += added.text;
    reasoning += added.reasoning;
  }
  return { text, reasoning };
}

/** In order of the alphabet, since text and reasoning may alternate. */
function lettersOf(text: string): string {
  return text.replaceAll(/\s/g, '').split('').toSorted().join('');
}

const SECRET = 'They want a greeting.';

/** The text as it arrives, and what of it is an answer. */
const REASONING: readonly [form: string, arrives: string, seen: string][] = [
  ['a block', `<think>${SECRET}</think>\n\nHello`, 'Hello'],
  ['a block after space', `\n <think>\n${SECRET}\n</think>\n\nHello`, 'Hello'],
  ['a block in capitals', `<THINK>${SECRET}</Think>Hello`, 'Hello'],
  ['an empty block', '<think>\n\n</think>\n\nHello', 'Hello'],
  ['a block of another name', `<thinking>${SECRET}</thinking>Hello`, 'Hello'],
  ['a block of a third name', `<reasoning>${SECRET}</reasoning>Hello`, 'Hello'],
  ["Gemini's block", `<thought>${SECRET}</thought>Hello`, 'Hello'],
  ["Magistral's block", `[THINK]${SECRET}[/THINK]Hello`, 'Hello'],
  ["Kimi's block", `◁think▷${SECRET}◁/think▷Hello`, 'Hello'],
  [
    'the channels of gpt-oss',
    `<|channel|>analysis<|message|>${SECRET}<|end|><|start|>assistant<|channel|>final<|message|>Hello`,
    'Hello',
  ],
  ['two blocks', `<think>${SECRET}</think><think>${SECRET}</think>Hello`, 'Hello'],
  ['a block in a block', `<think>${SECRET}<think>x</think>${SECRET}</think>Hello`, 'Hello'],
  ['a block on a later line', `Let me see.\n<think>${SECRET}</think>\nHello`, 'Let me see.\n\nHello'],
  ['a block that is never closed', `<think>${SECRET} And`, ''],
  ['a block whose end tag is cut', `<think>${SECRET}</thi`, ''],
  ['a lone end tag', `${SECRET}\n</think>\n\nHello`, 'Hello'],
  ['a lone end tag within a line', `${SECRET}</think>Hello`, 'Hello'],
  ['a lone end tag between spaces', `${SECRET} </think> Hello`, 'Hello'],
  ['a lone end tag of paragraphs', `First.\n\nThen \`code\`.\n</think>Hello`, 'Hello'],
  ['an end tag that comes twice', `<think>${SECRET}</think>\n${SECRET}</think>Hello`, 'Hello'],
  ['a block with attributes', `<think duration="3">${SECRET}</think>Hello`, 'Hello'],
  ['a block of tags with space', `< think >${SECRET}</ think >Hello`, 'Hello'],
  ['a block that another name ends', `<think>${SECRET}</thinking>Hello`, 'Hello'],
  ['a block within a namespace', `<ant:thinking>${SECRET}</ant:thinking>Hello`, 'Hello'],
  [
    "Hunyuan's block",
    `<think_never_used_51bce0c785ca>${SECRET}</think_never_used_51bce0c785ca>Hello`,
    'Hello',
  ],
  ["Open WebUI's block", `<details type="reasoning" done="true">${SECRET}</details>Hello`, 'Hello'],
  [
    "OpenThinker's block",
    `<|begin_of_thought|>${SECRET}<|end_of_thought|> <|begin_of_solution|>Hello`,
    'Hello',
  ],
  ["MedGemma's block", `<unused94>thought\n${SECRET}<unused95>Hello`, 'Hello'],
  [
    'a preamble of gpt-oss',
    `<|channel|>commentary to=x <|constrain|>json<|message|>{}<|channel|>final<|message|>Hello`,
    'Hello',
  ],
  ['the channels of gpt-oss without marks', 'analysisWe need to greet.assistantfinalHello', 'Hello'],
  ["LongCat's block", `<longcat_think>${SECRET}</longcat_think>Hello`, 'Hello'],
  ["Cohere's block", `<|START_THINKING|>${SECRET}<|END_THINKING|>Hello`, 'Hello'],
  ['a monologue', `<internal_monologue>${SECRET}</internal_monologue>Hello`, 'Hello'],
  [
    'the channels of gpt-oss with their speaker',
    `<|start|>assistant<|channel|>analysis<|message|>${SECRET}<|end|><|start|>assistant<|channel|>final<|message|>Hello`,
    'Hello',
  ],
  ['a block after a character without width', `\u200B<think>${SECRET}</think>Hello`, 'Hello'],
  ["Hermes' call of a tool", `<tool_call>\n{"name": "search"}\n</tool_call>\nHello`, 'Hello'],
  ["MiniMax' call of a tool", '<minimax:tool_call>search</minimax:tool_call>Hello', 'Hello'],
  ["Llama's call of a tool", '<function=search>{"q": "x"}</function>Hello', 'Hello'],
  ["Llama's call without an end", '<|python_tag|>search.call(q="x")', ''],
  ["Mistral's call of a tool", '[TOOL_CALLS][{"name": "search"}]', ''],
  ["Kimi's call of a tool", '<|tool_calls_section_begin|>x<|tool_calls_section_end|>Hello', 'Hello'],
  ["DeepSeek's call of a tool", '<｜tool▁calls▁begin｜>x<｜tool▁calls▁end｜>Hello', 'Hello'],
  ['a block within a line', `Hi! <think>${SECRET}</think>Hello`, 'Hi! Hello'],
  ['a block of lines within a line', `Hi! <think>\nSo.\n</think>\nHello`, 'Hi! \nHello'],
  ['a long block within a line', `Hi! <think>${SECRET} ${'so '.repeat(1_500)}</think>Hello`, 'Hi! Hello'],
  ['a block within a line that is cut', `Hi! <think>${SECRET} ${'so on '.repeat(30)}`, 'Hi! '],
  ['a block of lines within a line that is cut', `Hi! <think>\n${SECRET}, so\nI greet`, 'Hi! '],
  ['a block within a line behind a space', `Hi! <think> ${SECRET}</think>Hello`, 'Hi! Hello'],
  ['a block within a line between spaces', `Hi! <think> ${SECRET}. </think> Hello`, 'Hi!  Hello'],
  ['a block between bars', `<|thinking|>${SECRET}<|/thinking|>Hello`, 'Hello'],
  ['a block between bars that ends otherwise', `<|thought|>${SECRET}<|end_of_thought|>Hello`, 'Hello'],
  ['thoughts about the tag itself', `<think>${SECRET} \`</think>\` ends it.</think>Hello`, 'Hello'],
];

/** What answers about such tags say, and any other text. */
const ANSWERS: readonly string[] = [
  'Models write `<think>` and `</think>` around it.',
  '```xml\n<think>plan</think>\n```\nThat is all.',
  '~~~\n</think>\n~~~\nThat is all.',
  '- a list\n  ```\n  </think>\n  ```\n- goes on',
  '``</think>`` in two marks',
  'Split at "</think>" and take «</think>» away.',
  'Put it between <think> and </think> here.',
  'It opens with <think> within a line.',
  'One line.\n  And <think> within an indented one.',
  'a < b, x <th> y, [think](https://example.org), <b>bold</b>',
  'ends with <thi',
  'Qwen writes `<tool_call>` and </tool_call> around it, in [TOOL_CALLS] style.',
  'Example: <think>plan</think> answer',
  'Between <think> and then all of the text up to </think> it stands.',
  'Use:\n\n    <think>a plan in some words</think>\n\nin code.',
  '<details><summary>More</summary>Text</details>',
  'analysisWebsite and analysis We',
  'analysis: we need this',
  'One <think>that never ends in this line\nand goes on.',
  '<div think="1">x</div> and <thin>k</thin>',
  '<thinker>x</thinker> <br/> <think/>',
  'سلام! `<think>` یعنی فکر.',
  '`unclosed code of one line\nand the next',
];

describe('reasoning in the text of an answer', () => {
  describe.each(REASONING)('%s', (_, arrives, seen) => {
    it('is taken out, and kept apart', () => {
      const { text, reasoning } = filter([arrives]);
      expect(text).toBe(seen);
      // Every letter is in one of the two; only space is dropped.
      expect(lettersOf(text + reasoning)).toBe(lettersOf(arrives));
    });

    it('is taken out wherever the stream is torn', () => {
      expect(filter(arrives.split('')).text).toBe(seen);
      for (let at = 0; at <= arrives.length; at++)
        expect(filter([arrives.slice(0, at), arrives.slice(at)]).text).toBe(seen);
    });
  });

  it.each(ANSWERS)('is not what stands in %j', (answer) => {
    for (let at = 0; at <= answer.length; at++)
      expect(filter([answer.slice(0, at), answer.slice(at)])).toEqual({ text: answer, reasoning: '' });
  });

  it('is shown as soon as it cannot be a tag', () => {
    const reader = new ReasoningFilter();
    expect(reader.push('Hello <').text).toBe('Hello ');
    expect(reader.push('th').text).toBe('');
    expect(reader.push('e>').text).toBe('<the>');
  });

  it('is the same in any pieces', () => {
    const words = fc.constantFrom(
      '<think>',
      '</think>',
      '`',
      '```',
      '\n',
      ' ',
      'a',
      '"',
      '<',
      '</',
      '[THINK]',
      'We want some words.',
      '    ',
      '<think a>',
      '</thinking>',
      'b.',
    );
    const texts = fc.array(words, { maxLength: 24 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60), { maxLength: 6 }), (text, cuts) => {
        const at = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b),
          text.length,
        ];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        const [inPieces, atOnce] = [filter(pieces), filter([text])];
        expect(inPieces.text).toBe(atOnce.text);
        expect(lettersOf(inPieces.reasoning)).toBe(lettersOf(atOnce.reasoning));
      }),
      { numRuns: 2_000 },
    );
  });
});
