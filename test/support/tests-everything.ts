/**
 * Whether a case that does not depend on the engine or the provider is tried on each of them, as `npm run test:everything`
 * does, and not on one alone.
 */
export const TESTS_EVERYTHING = Boolean(process.env['TEST_EVERYTHING']);
