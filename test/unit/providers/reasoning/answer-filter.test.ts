import { AnswerFilter } from '../../../../src/providers/protocols/reasoning/answer-filter.ts';

function filter(pieces: readonly string[]) {
  const reader = new AnswerFilter();
  let seen = '';
  let callsTool = false;
  for (const added of [...pieces.map((piece) => reader.push(piece)), reader.end()]) {
    if (added.retracts) seen = '';
    seen += added.text;
    callsTool ||= added.callsTool === true;
  }
  return { seen, callsTool };
}

const THOUGHT = '<think>They greet.</think>';

describe('what a template puts around an answer', () => {
  it.each([
    ['Hello<|im_end|>', 'Hello'],
    ['Hello <|eot_id|>\n', 'Hello'],
    ['Hello<|return|>', 'Hello'],
    ['Hello<|end|>', 'Hello'],
    ['Hello<|endoftext|><|endoftext|>', 'Hello'],
    ['Hello<end_of_turn>\n', 'Hello'],
    ['Hello</s>', 'Hello'],
    ['Hello</s></s>\n', 'Hello'],
    ['Not <s>this</s> but that</s>', 'Not <s>this</s> but that'],
    ['Hello</s><|im_end|>', 'Hello'],
    ['<｜begin▁of▁sentence｜>Hello<｜end▁of▁sentence｜>', 'Hello'],
    ['<|im_start|>assistant\nHello<|im_end|>', 'Hello'],
    ['<|start_header_id|>assistant<|end_header_id|>\n\nHello', 'Hello'],
    ['<|begin_of_thought|>x<|end_of_thought|><|begin_of_solution|>Hello<|end_of_solution|>', 'Hello'],
    ['<|START_THINKING|>x<|END_THINKING|><|START_RESPONSE|>Hello<|END_RESPONSE|>', 'Hello'],
    ['<|header_start|>assistant<|header_end|>\n\nHello<|eot|>', 'Hello'],
    ['<|start_of_role|>assistant<|end_of_role|>Hello<|end_of_text|>', 'Hello'],
    ['<|im_assistant|>assistant<|im_middle|>Hello<|im_end|>', 'Hello'],
    ['<|assistant|>\nHello<|user|>', 'Hello'],
    ['<｜Assistant｜>Hello', 'Hello'],
    ['[|assistant|]Hello[|endofturn|]', 'Hello'],
    [']~b]ai\nHello[e~[', 'Hello'],
    ['<start_of_turn>model\nHello<end_of_turn>', 'Hello'],
    ['<|turn>model\nHello<turn|>', 'Hello'],
    ['<bos>Hello<seed:eos>', 'Hello'],
    ['It is <|begin_of_box|>42<|end_of_box|>.', 'It is 42.'],
    ['<|channel|>final <|constrain|>json<|message|>Hello<|return|>', 'Hello'],
    [`${THOUGHT}\n<answer>\nHello\n</answer>`, 'Hello'],
    [`${THOUGHT}<answer>Hello</answer><|im_end|>`, 'Hello'],
    ['They greet.\n</think>\n<answer>Hello</answer>', 'Hello'],
  ])('is not seen, wherever the stream is torn: %j', (arrives, seen) => {
    expect(filter([arrives]).seen.trimEnd()).toBe(seen);
    expect(filter(arrives.split('')).seen.trimEnd()).toBe(seen);
    for (let at = 0; at <= arrives.length; at++)
      expect(filter([arrives.slice(0, at), arrives.slice(at)]).seen.trimEnd()).toBe(seen);
  });

  it.each([
    'ChatML ends with `<|im_end|>`',
    'First <|im_end|>, then more.',
    'Say <|end|> in the middle',
    'Only <s>this one</s>',
    'Mistral ends with `</s>`',
    'It says </s> here',
    '<answer>42</answer>',
    `a < b and c <`,
    'ends with <answ',
    'x </answer> y',
    'two lines\n\n',
    '[1] and a[0]',
    '[|a|] means a determinant',
    'f <| g |> h',
    'GLM writes `<|begin_of_box|>` around it',
  ])('is not what an answer says itself: %j', (answer) => {
    for (let at = 0; at <= answer.length; at++)
      expect(filter([answer.slice(0, at), answer.slice(at)]).seen).toBe(answer);
  });
});

describe('a call of a tool in the text', () => {
  it('is told apart from an answer', () => {
    expect(filter(['<tool_call>{"name": "search"}</tool_call>'])).toEqual({ seen: '', callsTool: true });
    for (const call of [
      '<｜DSML｜function_calls>x</｜DSML｜function_calls>',
      '<｜｜DSML｜｜tool_calls>x</｜｜DSML｜｜tool_calls>',
      '<｜DSML｜ calls>x</｜DSML｜ calls>',
      '<|tool_call>call:search{query:<|"|>x<|"|>}<tool_call|>',
      '<|tool_call_start|>[search()]<|tool_call_end|>',
    ])
      expect(filter(call.split(''))).toEqual({ seen: '', callsTool: true });
    expect(filter(['Hello'])).toEqual({ seen: 'Hello', callsTool: false });
    expect(filter([`${THOUGHT}Hello`]).callsTool).toBe(false);
  });
});
