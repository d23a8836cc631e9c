/** The column types of the archive, by Prisma's own. Native types that need their own form come first. */
const TYPES = {
  '@db.Uuid': 'uuid',
  '@db.Date': 'date',
  String: 'text',
  Int: 'int',
  BigInt: 'bigint',
  Float: 'float',
  Decimal: 'decimal',
  Boolean: 'bool',
  Json: 'json',
  DateTime: 'time',
};

/** Every table of a schema in PostgreSQL's terms, with its columns and its key, in the order of the schema. */
export function listTables(schema) {
  return [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, model, body]) =>
    tableOf(model, body),
  );
}

function tableOf(model, body) {
  const lines = body.split('\n').map((line) => line.replace(/\/\/.*/, '').trim());
  const fields = lines.filter((line) => /^\w/.test(line)).map((line) => fieldOf(model, line));
  const columnOf = (field) => fields.find(({ name }) => name === field)?.column.name;
  const keyFields = /@@id\(\[([^\]]+)\]/
    .exec(body)?.[1]
    .split(',')
    .map((field) => field.trim());
  return {
    name: mapped('@@map', body) ?? model,
    columns: fields.map(({ column }) => column),
    key: (keyFields ?? fields.filter(({ isId }) => isId).map(({ name }) => name)).map(columnOf),
  };
}

function fieldOf(model, line) {
  const [name, type] = line.split(/\s+/);
  const plain = type.replace('?', '');
  const native = Object.keys(TYPES).find((key) => key.startsWith('@') && line.includes(key));
  const columnType = TYPES[native ?? plain];
  if (!columnType) throw new Error(`the archive knows no columns of type ${type} (${model}.${name})`);
  return {
    name,
    isId: /\s@id\b/.test(line),
    column: { name: mapped('@map', line) ?? name, type: columnType },
  };
}

function mapped(attribute, text) {
  return new RegExp(`(?<!@)${attribute}\\("(\\w+)"\\)`).exec(text)?.[1];
}
