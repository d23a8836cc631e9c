import * as fc from 'fast-check';

/** Wrong values for a field. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    '',
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    -(2 ** 53),
    2 ** 31,
    2 ** 63,
  ),
  fc.constantFrom<unknown>([], {}, [[]], [null], { length: -1 }, '__proto__', 'constructor', '\u0000'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 }),
  fc.dictionary(fc.string({ maxLength: 6 }), fc.constantFrom(null, 1, 'x'), { maxKeys: 3 }),
);

/** One change to a value; fields are counted through all levels. */
interface Mutation {
  field: number;
  kind: 'remove' | 'replace' | 'repeat';
  junk: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  field: fc.nat(60),
  kind: fc.constantFrom('remove', 'replace', 'replace', 'repeat'),
  junk,
});

/** The value with one to three fields missing, mistyped or repeated. */
export function mutated<Value extends object>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });
  return fc
    .tuple(arbitrary, mutations)
    .map(([value, changes]) => changes.reduce(mutate, structuredClone(value)));
}

function mutate<Value extends object>(value: Value, { field, kind, junk: other }: Mutation): Value {
  const places = placesIn(value);
  const place = places[field % places.length];
  if (!place) return value;
  const { owner, key } = place;
  if (kind === 'remove') delete owner[key];
  // A copy, because generated values are shared and some are changed later.
  else owner[key] = structuredClone(kind === 'replace' ? other : [owner[key], owner[key]]);
  return value;
}

interface Place {
  owner: Record<string, unknown>;
  key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => [{ owner, key }, ...placesIn(owner[key])]);
}
