export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** Reads a page in Prometheus' text format; throws at a line that is none of it. */
export function readPrometheus(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map(readSample);
}

function readSample(line: string): Sample {
  const match = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)$/i.exec(line);
  const [, name = '', labels = '', value = ''] = match ?? [];
  if (!name || (value !== 'Nan' && Number.isNaN(Number(value.replace('+Inf', 'Infinity')))))
    throw new Error(`not a line of Prometheus' format: ${line}`);
  const pairs = [...labels.matchAll(/([a-z_]\w*)="((?:[^"\\]|\\.)*)"(?:,|$)/gi)];
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, key = '', text = '']) => [key, text])),
    value: Number(value),
  };
}
