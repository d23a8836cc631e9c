import type { ProviderJson } from './api-types.ts';

/** Those that the style sheet names; others take a colour of its palette, in the order of the report. */
const OWN_COLOURS: readonly string[] = ['groq', 'gemini', 'cerebras', 'cohere'];
const PALETTE_SIZE = 7;

/** The colour of a provider, as CSS. One that is no longer configured has the last colour of the palette. */
export function providerColour(id: string): string {
  return `var(--provider-${id}, var(--more-0))`;
}

/** Gives every provider of the report its colour: a style sheet cannot know which ones there are. */
export function colourProviders(providers: readonly Pick<ProviderJson, 'id'>[]): void {
  const others = providers.filter(({ id }) => !OWN_COLOURS.includes(id));
  for (const [index, { id }] of others.entries()) {
    const colour = `var(--more-${(index % PALETTE_SIZE) + 1})`;
    document.documentElement.style.setProperty(`--provider-${id}`, colour);
  }
}
