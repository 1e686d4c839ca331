import type { payrollContract } from '@heyi/contract';
import type { DictionaryItem } from '../calculation/dictionary.ts';
import type { PackedLine } from '../payslip/packed-lines.ts';
import type { PayItemSource } from '../scheme/standard-items.ts';

export type ChangeReason = (typeof payrollContract.changeReasons)[number];

/** A payslip as the comparison looks at it; amounts in fen. */
export type ComparedSlip = {
  readonly net: number;
  readonly tax: number;
  readonly receivable: number;
  readonly ratePpm: number;
  readonly additional: number;
  readonly isLeaver: boolean;
  readonly isJoiner: boolean;
  readonly lines: readonly PackedLine[];
  readonly items: readonly DictionaryItem[];
};

export type Change = { readonly reason: ChangeReason; readonly change: number };

type SourceOf = (payItemId: string) => PayItemSource | null;

/**
 * Why somebody's net differs from last month: every line belongs to one reason, and the reasons add
 * up to the difference. What no reason covers is left as unexplained.
 */
export function changesOf(
  previous: ComparedSlip | null,
  current: ComparedSlip | null,
  sourceOf: SourceOf,
): Change[] {
  const change = (current?.net ?? 0) - (previous?.net ?? 0);
  if (change === 0) return [];
  if (previous === null) return [{ reason: 'joiner', change }];
  if (current === null) return [{ reason: previous.isLeaver ? 'leaver' : 'skipped', change }];
  const sums = new Map<ChangeReason, number>();
  const add = (reason: ChangeReason, amount: number) =>
    sums.set(reason, (sums.get(reason) ?? 0) + amount);
  const partMonth = partMonthReason(previous, current);
  for (const [slip, sign] of [
    [previous, -1],
    [current, 1],
  ] as const) {
    for (const line of slip.lines) {
      const item = slip.items[line.item]!;
      const reason = reasonOfItem(item, sourceOf, taxReason(previous, current), partMonth);
      if (reason !== null) add(reason, sign * line.amount);
    }
    // A month below nothing is paid as zero: what is owed instead is the other side of it.
    add('receivable', sign * slip.receivable);
  }
  const explained = [...sums.values()].reduce((all, amount) => all + amount, 0);
  if (explained !== change) add('unexplained', change - explained);
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([reason, amount]) => ({ reason, change: amount }));
}

/** Employer contributions do not touch the net. */
function reasonOfItem(
  item: DictionaryItem,
  sourceOf: SourceOf,
  tax: ChangeReason,
  partMonth: ChangeReason | null,
): ChangeReason | null {
  switch (item.group) {
    case 'employerContribution':
      return null;
    case 'ownContribution':
      return item.code === 'own.adjustment' ? 'contributionTrueUp' : 'contributionChange';
    case 'tax':
      return tax;
    case 'recovery':
      return 'receivable';
    default: {
      const source = item.payItemId === null ? null : sourceOf(item.payItemId);
      if (source === 'term') return partMonth ?? 'payTerm';
      return source === 'input' || source === null ? 'oneOffItem' : 'attendance';
    }
  }
}

function partMonthReason(previous: ComparedSlip, current: ComparedSlip): ChangeReason | null {
  if (previous.isJoiner) return 'joiner';
  return current.isLeaver ? 'leaver' : null;
}

/** Tax follows the year to date: the rate, the declared deductions, or the cumulation alone. */
function taxReason(previous: ComparedSlip, current: ComparedSlip): ChangeReason {
  if (previous.ratePpm !== current.ratePpm) return 'taxBracket';
  return previous.additional !== current.additional ? 'additionalDeduction' : 'taxCumulation';
}
