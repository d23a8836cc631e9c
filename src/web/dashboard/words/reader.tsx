import { createContext, Fragment, useContext, useMemo, type ReactNode } from 'react';
import { stripMarks } from '../../../localization/strip-marks.ts';
import type { FormatStyle } from '../../../localization/formats/format-style.ts';
import type { TranslationArgs } from '../../../localization/translator.ts';
import { createReader, type Reader, type Variables } from './create-reader.ts';
import { cutAtIsolates } from './cut-at-isolates.ts';
import { countIfNumber } from './messages.ts';

/** Unicode's character for something in a text that is no text. */
const OBJECT = '\uFFFC';

const ReaderContext = createContext<Reader | null>(null);

/** Gives the parts below the language, digits and calendar of whoever reads. */
export function ReaderProvider({ style, children }: { style: FormatStyle; children: ReactNode }) {
  const { locale, digits, calendar, timeZone } = style;
  const reader = useMemo(
    () => createReader({ locale, digits, calendar, timeZone }),
    [locale, digits, calendar, timeZone],
  );
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

/** Throws outside `ReaderProvider`. */
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error('no reader');
  return reader;
}

/** A value that text of either direction may stand around: digits run left to right, names as they begin. */
export function Value({ children }: { children: string }) {
  return <bdi dir={/\p{L}/u.test(children) ? 'auto' : 'ltr'}>{children}</bdi>;
}

type SayProps<Id extends keyof Variables> = { id: Id } & Readonly<Record<Variables[Id] & string, ReactNode>>;

/** A message, each of its values isolated. Numbers are counts; an element stands in the place of its variable. */
export function Say<Id extends keyof Variables>({ id, ...rest }: SayProps<Id>) {
  const { translate, style } = useReader();
  const values = rest as Readonly<Record<string, ReactNode>>;
  return cutAtIsolates(translate(id, textsFor(values, style))).map(({ text, isValue }, index) => (
    <Fragment key={`${index}`}>{isValue ? valueFor(text, values) : text}</Fragment>
  ));
}

/** What Fluent puts in the places of the values, which are cut out again. */
function textsFor(values: Readonly<Record<string, ReactNode>>, style: FormatStyle): TranslationArgs {
  const entries = Object.entries(values).map(([name, value]) => {
    // A mark in somebody's name is none of the message's.
    if (typeof value === 'string') return [name, stripMarks(value)] as const;
    return [name, typeof value === 'number' ? countIfNumber(value, style) : OBJECT + name] as const;
  });
  return Object.fromEntries(entries);
}

function valueFor(text: string, values: Readonly<Record<string, ReactNode>>): ReactNode {
  return text.startsWith(OBJECT) ? values[text.slice(OBJECT.length)] : <Value>{text}</Value>;
}
