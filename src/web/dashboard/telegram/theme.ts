import { contrast, isColour, isDark, mix, readableOn } from './colours.ts';

export type ThemeParams = Readonly<Record<string, string>>;

const LIGHT = { page: '#f2f4f7', surface: '#ffffff', text: '#101828', accent: '#2563eb' };
const DARK = { page: '#0e151d', surface: '#17212b', text: '#e9eef3', accent: '#6ab3f3' };

/**
 * Paints the pages in the colours of Telegram, or of the system where there are none. What is drawn from them
 * is moved until it can be read: a theme's own hint and link colours often cannot.
 */
export function applyTheme(params: ThemeParams | null, prefersDark: boolean): void {
  const given = (...names: string[]) => names.map((name) => params?.[name]).find(isColour);
  const ground = given('section_bg_color', 'bg_color');
  const dark = ground ? isDark(ground) : prefersDark;
  const base = dark ? DARK : LIGHT;
  const surface = ground ?? base.surface;
  const page = given('secondary_bg_color', 'bg_color') ?? base.page;
  const text = given('text_color') ?? base.text;
  const readable = contrast(text, surface) >= 7 && contrast(text, page) >= 7 ? text : base.text;
  const grounds = [surface, page];
  const accent = readableOn(given('link_color', 'button_color') ?? base.accent, grounds);
  const palette = {
    page,
    surface,
    text: readable,
    muted: readableOn(mix(readable, surface, 0.62), grounds, 5),
    line: mix(readable, surface, 0.12),
    raised: mix(readable, surface, 0.06),
    accent,
    'on-accent': contrast('#ffffff', accent) >= 4.5 ? '#ffffff' : '#0b1220',
  };
  const root = document.documentElement;
  root.dataset['theme'] = dark ? 'dark' : 'light';
  for (const [name, colour] of Object.entries(palette)) root.style.setProperty(`--${name}`, colour);
}
