type Kebab<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}-${Kebab<Tail>}`
  : Name;

/** A name of the API as it stands in the keys of messages: `rate_limited` is `rate-limited` there. */
export function kebab<Name extends string>(name: Name): Kebab<Name> {
  return name.replaceAll('_', '-') as Kebab<Name>;
}
