export interface Job {
  name: string;
  /** Five or six fields; `null`: never. */
  cron: string | null;
  /** False when it has to be tried again. Listens to the signal where it takes long. */
  run: (signal: AbortSignal) => Promise<boolean>;
}
