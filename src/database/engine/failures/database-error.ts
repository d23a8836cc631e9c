/** The database cannot be used as it is configured. The message names the setting and what to do, never a password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
