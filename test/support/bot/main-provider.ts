/** Whether a service of `PROVIDERS_FILE` plays the first part, as `npm run test:file-provider` has it. */
export const MAIN_IS_OF_FILE = Boolean(process.env['TEST_FILE_PROVIDER']);

/** The provider that answers first where a case is not about one of the built-in services. */
export const MAIN: string = MAIN_IS_OF_FILE ? 'elsewhere' : 'groq';
export const MAIN_NAME = MAIN_IS_OF_FILE ? 'Elsewhere' : 'Groq';

/** The variables that hold its key, and what it may cost in a month. */
export const MAIN_KEY = MAIN_IS_OF_FILE ? 'ELSEWHERE_KEY' : 'GROQ_API_KEY';
export const MAIN_MONTHLY_USD = `${MAIN.toUpperCase()}_MONTHLY_USD`;

/** The one model of it that a bot is configured with, unless the case names others. */
export const MAIN_MODEL = 'openai/gpt-oss-120b';

/** Where its price comes from: no catalogue knows the service of the file. */
export const MAIN_COST_SOURCE = MAIN_IS_OF_FILE ? 'flat' : 'catalogue';

/** The four, and the one of the file. */
export const PROVIDER_COUNT = MAIN_IS_OF_FILE ? 5 : 4;
