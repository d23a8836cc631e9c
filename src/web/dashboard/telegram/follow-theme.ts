import type { Launch } from './launch.ts';
import { applyTheme, type ThemeParams } from './theme.ts';
import { joinTelegram } from './web-app.ts';

/** Paints the pages now, and anew when Telegram or the system changes its colours. */
export function followTheme({ initData, themeParams }: Pick<Launch, 'initData' | 'themeParams'>): void {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  let params: ThemeParams | null = themeParams;
  const paint = () => applyTheme(params, prefersDark.matches);
  paint();
  prefersDark.addEventListener('change', paint);
  if (initData === null) return;
  joinTelegram((changed) => {
    params = changed;
    paint();
  });
}
