/** Those of the named options that npm took for settings of its own, as npm up to version 10 hands them on. */
export function npmSettings(names: readonly string[]): Readonly<Record<string, string>> {
  const entries = names.flatMap((name) => {
    // oxlint-disable-next-line node/no-process-env -- config reads the environment
    const value = process.env[`npm_config_${name.replaceAll('-', '_')}`];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}
