import { ENGLISH_ANSWERS, PERSIAN_ANSWERS, type ScriptedAnswer } from './demo-answers.ts';
import type { StandInMessage } from './wires/provider-wire.ts';

/** A short answer in the language of the last question; the same question always gets the same answer. */
export function answerForDemo(messages: readonly StandInMessage[]): string {
  const asked = messages.findLast((message) => message.role === 'user');
  const question = asked?.text ?? '';
  const persian = /[\u0600-\u06ff]/.test(question);
  const scripts = persian ? PERSIAN_ANSWERS : ENGLISH_ANSWERS;
  if (asked && asked.images > 0) return scripts.image;
  // A reply quotes what it replies to first; the person's own words are at the end.
  const own = question.trimEnd().split('\n').at(-1) ?? '';
  const scriptFor = (text: string) => scripts.scripted.find(({ asks }: ScriptedAnswer) => asks.test(text));
  const scripted = scriptFor(own) ?? scriptFor(question);
  if (scripted) return scripted.answer;
  const variants = scripts.general;
  return variants[hashOf(question) % variants.length]!.replace('{topic}', topicOf(question));
}

function topicOf(question: string): string {
  const words = question
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[?؟!.،,]+$/gu, '');
  return words.length > 60 ? `${words.slice(0, 60).trim()}…` : words;
}

function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) % 1_000_003;
  return hash;
}
