/** What was to be changed is no longer what the person saw: somebody else was faster. Nothing was written. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}
