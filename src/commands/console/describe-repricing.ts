import { picoToDecimal, type PicoUsd } from '../../foundation/money/money.ts';
import type { Day } from '../../foundation/day.ts';
import type { ModelDifference, RepriceResult } from '../../usage/maintenance/reprice.ts';

const HEADINGS = ['model', 'requests', 'changed', 'old cost', 'new cost', 'difference'];

/** The result of repricing as a plain-text table. */
export function describeRepricing({ models, deleted }: RepriceResult, since: Day): string {
  const lines = [`Costs of requests since ${since}, in US dollars:`, '', ...table(models)];
  if (models.length === 0) lines.push('(no request with a price)');
  if (deleted > 0) {
    lines.push(
      '',
      `${deleted} requests of this period cannot be repriced: retention has deleted them. Their totals stay as they are.`,
    );
  }
  return `${lines.join('\n')}\n\n`;
}

function table(models: readonly ModelDifference[]): string[] {
  const rows = [HEADINGS, ...models.map((model) => cells(`${model.provider}/${model.model}`, model))];
  if (models.length > 1) rows.push(cells('total', total(models)));
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  '));
}

function cells(name: string, { requests, changed, oldPicoUsd, newPicoUsd }: Sums): string[] {
  const difference = newPicoUsd - oldPicoUsd;
  const sign = difference > 0n ? '+' : '';
  return [name, String(requests), String(changed), usd(oldPicoUsd), usd(newPicoUsd), sign + usd(difference)];
}

type Sums = Omit<ModelDifference, 'provider' | 'model'>;

function total(models: readonly ModelDifference[]): Sums {
  const sum = { requests: 0, changed: 0, oldPicoUsd: 0n, newPicoUsd: 0n };
  for (const model of models) {
    sum.requests += model.requests;
    sum.changed += model.changed;
    sum.oldPicoUsd += model.oldPicoUsd;
    sum.newPicoUsd += model.newPicoUsd;
  }
  return sum;
}

/**
 * All digits, because two prices may differ only in the last one; trailing zeros beyond the cent are dropped.
 */
function usd(pico: PicoUsd): string {
  return picoToDecimal(pico).replace(/(\.\d\d\d*?)0+$/, '$1');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
