import { createContext, Fragment, useContext, useMemo, type ReactNode } from 'react';
import type { FormatStyle } from '../../../localization/format-style.ts';
import { createReader, type Reader } from './create-reader.ts';
import type { Counted } from './en.ts';
import { splitPlaces } from './fill.ts';

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

/** A text of the dictionary, each of its values isolated. */
export function Say({ text, ...values }: { text: string } & Record<string, ReactNode>) {
  return splitPlaces(text).map(({ text: piece, place }, index) => {
    const value = place === null ? piece : values[place];
    const key = `${index}`;
    return place !== null && typeof value === 'string' ? (
      <Value key={key}>{value}</Value>
    ) : (
      <Fragment key={key}>{value}</Fragment>
    );
  });
}

/** A number with its noun. */
export function Count({ of, n }: { of: Counted; n: number }) {
  const { write } = useReader();
  return <Say text={n === 1 ? of.one : of.other} n={write.integer(n)} />;
}
