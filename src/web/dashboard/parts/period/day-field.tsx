import {
  daysInJalaliMonth,
  jalaliDay,
  jalaliMonthAndDay,
  jalaliYear,
} from '../../../../foundation/jalali.ts';
import { withDateDigits } from '../../../../localization/persian-digits.ts';
import { useReader } from '../../words/reader.tsx';

interface DayFieldProps {
  label: string;
  /** As `YYYY-MM-DD`. */
  value: string;
  latest: string;
  onChange: (value: string) => void;
}

/** A day to choose, by the reader's calendar: browsers know the Gregorian one alone. */
export function DayField(props: DayFieldProps) {
  const { style } = useReader();
  return style.calendar === 'jalali' ? <JalaliField {...props} /> : <GregorianField {...props} />;
}

function GregorianField({ label, value, latest, onChange }: DayFieldProps) {
  return (
    <label className="day-field">
      <span>{label}</span>
      <input
        type="date"
        required
        value={value}
        max={latest}
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    </label>
  );
}

/** The years that can be chosen: nothing is older than the bot. */
const YEARS = 5;

function JalaliField({ label, value, latest, onChange }: DayFieldProps) {
  const { say } = useReader();
  const year = jalaliYear(value);
  const [month, day] = jalaliMonthAndDay(value);
  const thisYear = jalaliYear(latest);
  const choose = (date: string) => onChange(date > latest ? latest : date);
  return (
    <fieldset className="day-field">
      <legend>{label}</legend>
      <Numbers
        label={say('dates-day')}
        value={day}
        from={1}
        count={daysInJalaliMonth(year, month)}
        onChange={(chosen) => choose(jalaliDay(year, month, chosen))}
      />
      <select
        aria-label={say('dates-month')}
        value={month}
        onChange={(event) => choose(jalaliDay(year, Number(event.target.value), day))}
      >
        {Array.from({ length: 12 }, (_, index) => (
          <option key={index} value={index + 1}>
            {say('month-jalali', { month: index + 1 })}
          </option>
        ))}
      </select>
      <Numbers
        label={say('dates-year')}
        value={year}
        from={Math.min(year, thisYear - YEARS + 1)}
        count={YEARS}
        onChange={(chosen) => choose(jalaliDay(chosen, month, day))}
      />
    </fieldset>
  );
}

interface NumbersProps {
  label: string;
  value: number;
  from: number;
  count: number;
  onChange: (value: number) => void;
}

function Numbers({ label, value, from, count, onChange }: NumbersProps) {
  const { style } = useReader();
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {Array.from({ length: count }, (_, index) => (
        <option key={index} value={from + index}>
          {withDateDigits(String(from + index), style)}
        </option>
      ))}
    </select>
  );
}
