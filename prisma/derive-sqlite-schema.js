/** The SQLite schema that matches a PostgreSQL one: another provider and output, no native `@db` types. */
export function deriveSqliteSchema(schema) {
  return schema
    .replace('provider = "postgresql"', 'provider = "sqlite"')
    .replace('../src/database/generated/postgresql', './sqlite')
    .replaceAll(/\s+@db\.\w+(\([^)]*\))?/g, '');
}
