/** A connection that is used for migrations alone, and waits for a lock as long as it takes. */
export interface MigrationConnection {
  query<Row>(sql: string): Promise<Row[]>;
  /** Runs statements in one transaction: all of them, or none where one fails or the process is killed. */
  runWhole(script: string): Promise<void>;
  close(): Promise<void>;
}
