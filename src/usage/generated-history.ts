/** The setting that says that a database holds generated requests: reports are labelled as such. */
export const GENERATED_HISTORY = 'generated_history';
