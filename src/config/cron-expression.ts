import { validate } from 'node-cron';

/** Checks cron expressions with the library that runs them. */
export const Cron = {
  /** Five fields, or six with seconds first. */
  isValid: (expression: string): boolean => /^\S+(\s+\S+){4,5}$/.test(expression) && validate(expression),

  /** Whether an expression is invalid only because its months lack its day. */
  neverComes: (expression: string): boolean => {
    const fields = expression.split(' ');
    const without = (place: number) => fields.with(place, '*').join(' ');
    return fields.length >= 5 && !validate(expression) && validate(without(-2)) && validate(without(-3));
  },
};
