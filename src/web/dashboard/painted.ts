/** Resolves when what the page shows now is on the screen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    // In a window that nobody sees nothing is painted, and nobody waits for it.
    if (document.visibilityState === 'hidden') resolve();
    // The frame after the one that the chart is part of begins when that one is on its way to the screen.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}
