import { validate } from 'node-cron';

/** Checks of cron expressions, by the library that will run them. */
export const Cron = {
  /** Five fields, or six of which the first is seconds. */
  isValid: (expression: string): boolean => /^\S+(\s+\S+){4,5}$/.test(expression) && validate(expression),

  /** Whether an expression is refused only because no such month has such a day. */
  neverComes: (expression: string): boolean => {
    const fields = expression.split(' ');
    const without = (place: number) => fields.with(place, '*').join(' ');
    return fields.length >= 5 && !validate(expression) && validate(without(-2)) && validate(without(-3));
  },
};
