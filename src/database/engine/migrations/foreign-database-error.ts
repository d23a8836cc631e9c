/** Tables that are not the bot's: the address is that of another program's database. */
export class ForeignDatabaseError extends Error {
  override readonly name = 'ForeignDatabaseError';

  constructor(tables: readonly string[]) {
    const some = tables.toSorted().slice(0, 3).join(', ');
    super(`holds tables of another program (${tables.length > 3 ? `${some}, …` : some})`);
  }
}
