/** A duration in Groq's format: `2m59.56s`, `7.66s`, `1h2m3s`. */
export function formatDuration(milliseconds: number): string {
  const total = Math.round(milliseconds / 10) / 100;
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = Number((total % 60).toFixed(2));
  return `${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${seconds}s`;
}
