import { validate } from 'node-cron';

/** Checks of cron expressions, by the library that will run them. */
export const Cron = {
  /** Five fields, or six of which the first is seconds. */
  isValid: (expression: string): boolean => /^\S+(\s+\S+){4,5}$/.test(expression) && validate(expression),
};
