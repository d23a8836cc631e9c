type Rgb = readonly [red: number, green: number, blue: number];

/** Whether it is a colour as Telegram writes them: `#17212b`. */
export function isColour(text: unknown): text is string {
  return typeof text === 'string' && /^#[0-9a-f]{6}$/i.test(text);
}

/** `share` of the first colour over the second. */
export function mix(first: string, second: string, share: number): string {
  const [a, b] = [toRgb(first), toRgb(second)];
  return toHex([0, 1, 2].map((index) => (a[index] ?? 0) * share + (b[index] ?? 0) * (1 - share)));
}

/** The contrast of two colours by WCAG, from 1 to 21. */
export function contrast(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

export function isDark(colour: string): boolean {
  return luminance(colour) < 0.18;
}

/** The colour, as far moved to black or white as it has to be to be read on each of the `grounds`. */
export function readableOn(colour: string, grounds: readonly string[], wanted = 4.6): string {
  const end = isDark(grounds[0] ?? '#ffffff') ? '#ffffff' : '#000000';
  for (let share = 1; share > 0; share -= 0.05) {
    const candidate = mix(colour, end, share);
    if (grounds.every((ground) => contrast(candidate, ground) >= wanted)) return candidate;
  }
  return end;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = toRgb(colour).map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toRgb(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function toHex(values: readonly number[]): string {
  return `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
