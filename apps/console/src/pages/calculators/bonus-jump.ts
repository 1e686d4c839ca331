import { fen, formatYuan, subtract, yuan } from '@heyi/kernel';
import type { Reason } from '@heyi/ui';

/** The upper ends of the brackets of a bonus: twelve times those of the monthly table. */
export function bonusEdges(reasons: readonly Reason[]): string[] {
  const table = reasons
    .flatMap(({ figures }) => figures)
    .find(({ key }) => key === 'cn.income-tax.monthly-table');
  if (!table) return [];
  const brackets = JSON.parse(table.value) as { up_to: string | null }[];
  return brackets.flatMap(({ up_to: edge }) =>
    edge === null ? [] : [formatYuan(fen(yuan(edge) * 12))],
  );
}

/** The highest edge below the bonus: above it the whole bonus is taxed by the next rate. */
export function edgeBelow(bonus: string, edges: readonly string[]): string | null {
  return edges.filter((edge) => yuan(edge) < yuan(bonus)).at(-1) ?? null;
}

/** How much less is left of the bonus than of the edge below it; null when more is left. */
export function lossAgainst(
  taxed: { bonus: string; tax: string },
  edge: { bonus: string; tax: string },
): string | null {
  const left = subtract(yuan(taxed.bonus), yuan(taxed.tax));
  const leftOfEdge = subtract(yuan(edge.bonus), yuan(edge.tax));
  return left < leftOfEdge ? formatYuan(subtract(leftOfEdge, left)) : null;
}

export function leftOf(bonus: string, tax: string): string {
  return formatYuan(subtract(yuan(bonus), yuan(tax)));
}
