import {
  employerCostPermission,
  type Input,
  type Output,
  type payrollContract as contract,
} from '@heyi/contract';
import { fail, fen, formatYuan, isUuid, ok } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import {
  loadDictionaries,
  loadResult,
  type ResultFacts,
} from '../calculation/calculation.store.ts';
import type { DictionaryItem } from '../calculation/dictionary.ts';
import { previousCalculations } from '../calculation/run-frame.ts';
import { hasFlag } from '../payslip/flags.ts';
import { unpackLines } from '../payslip/packed-lines.ts';
import { loadRun } from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';
import { loadPayItems } from '../scheme/pay-scheme.store.ts';
import type { PayItemSource } from '../scheme/standard-items.ts';
import { type Change, type ChangeReason, changesOf, type ComparedSlip } from './comparison.ts';

type Comparison = Output<typeof contract.getRunComparison>;
type Filter = NonNullable<Input<typeof contract.getRunComparison>['filter']>;

/** The bridge from last month's net to this one's, and everybody whose net moved. */
export async function getRunComparison(
  tx: Transaction,
  input: Input<typeof contract.getRunComparison>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (run.calculationId === null) return fail({ code: 'payroll_run.not_calculated' as const });
  const before = await previousCalculations(tx, run);
  const pairs = await readPairs(
    tx,
    run.calculationId,
    before.map(({ id }) => id),
  );
  const sources = new Map<string, PayItemSource>(
    (await loadPayItems(tx)).map((item) => [item.id, item.source]),
  );
  const compared = pairs.map((pair) => ({
    ...pair,
    changes: changesOf(pair.previous, pair.current, (id) => sources.get(id) ?? null),
  }));
  const rows = compared.filter((pair) => isWanted(pair, input.filter ?? 'all', input.atLeast ?? 0));
  const page = pageOf(rows.toSorted(unexplainedFirst), input.after, input.limit ?? 50);
  const names = await namesOf(
    tx,
    page.rows.map(({ employmentId }) => employmentId),
  );
  const result = (await loadResult(tx, run.calculationId))!;
  return ok({
    previousRunId: before[0]?.runId ?? null,
    previousWageMonth: before[0]?.wageMonth ?? null,
    totals: await totalsOf(
      tx,
      result,
      before.map(({ id }) => id),
    ),
    bridge: bridgeOf(compared),
    unexplained: compared.filter(isUnexplained).length,
    rows: page.rows.map((pair) => shown(pair, names.get(pair.employmentId))),
    next: page.next,
  } satisfies Comparison);
}

type Pair = {
  employmentId: EmploymentId;
  previous: (ComparedSlip & { gross: number; accountHash: string | null }) | null;
  current: (ComparedSlip & { gross: number; accountHash: string | null }) | null;
};

type Compared = Pair & { changes: Change[] };

type SlipRow = {
  employmentId: EmploymentId;
  calculationId: string;
  net: number;
  gross: number;
  tax: number;
  receivable: number;
  ratePpm: number;
  additional: number;
  flags: number;
  accountHash: string | null;
  lines: Buffer;
};

async function readPairs(
  tx: Transaction,
  current: string,
  before: readonly string[],
): Promise<Pair[]> {
  const items = new Map<string, readonly DictionaryItem[]>();
  for (const id of [current, ...before]) items.set(id, (await loadDictionaries(tx, id)).items);
  const rows = await tx.sql<SlipRow>`
    select employment_id as "employmentId", calculation_id as "calculationId", net, gross,
           tax + bonus_tax as tax, receivable, tax_rate_ppm as "ratePpm",
           cumulative_additional as additional, flags,
           encode(payee_account_hash, 'hex') as "accountHash", lines
      from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = any (${[current, ...before]}::uuid[])
     order by employment_id`;
  const pairs = new Map<EmploymentId, Pair>();
  for (const row of rows) {
    const pair = pairs.get(row.employmentId) ?? {
      employmentId: row.employmentId,
      previous: null,
      current: null,
    };
    const slip = {
      ...row,
      isLeaver: hasFlag(row.flags, 'leaver'),
      isJoiner: hasFlag(row.flags, 'joiner'),
      lines: unpackLines(row.lines),
      items: items.get(row.calculationId)!,
    };
    if (row.calculationId === current) pair.current = slip;
    else pair.previous = slip;
    pairs.set(row.employmentId, pair);
  }
  return [...pairs.values()];
}

function netChange({ previous, current }: Pair): number {
  return (current?.net ?? 0) - (previous?.net ?? 0);
}

function isUnexplained({ changes }: Compared): boolean {
  return changes.some(({ reason }) => reason === 'unexplained');
}

function isWanted(pair: Compared, filter: Filter, atLeast: number): boolean {
  const { previous, current } = pair;
  if (Math.abs(netChange(pair)) < atLeast) return false;
  switch (filter) {
    case 'joiner':
      return previous === null;
    case 'leaver':
      return current === null || current.isLeaver;
    case 'unexplained':
      return isUnexplained(pair);
    case 'taxJump':
      return previous !== null && current !== null && current.ratePpm > previous.ratePpm;
    case 'accountChanged':
      return previous !== null && current !== null && previous.accountHash !== current.accountHash;
    case 'zeroNet':
      return current !== null && current.net === 0;
    case 'all':
      return netChange(pair) !== 0;
  }
}

function unexplainedFirst(a: Compared, b: Compared): number {
  const byKind = Number(isUnexplained(b)) - Number(isUnexplained(a));
  const bySize = Math.abs(netChange(b)) - Math.abs(netChange(a));
  return byKind || bySize || (a.employmentId < b.employmentId ? -1 : 1);
}

function pageOf(
  rows: readonly Compared[],
  after: string | undefined,
  limit: number,
): { rows: readonly Compared[]; next: string | null } {
  const known = after !== undefined && isUuid(after) ? after : null;
  const start =
    known === null ? 0 : rows.findIndex(({ employmentId }) => employmentId === known) + 1;
  const page = rows.slice(start, start + limit);
  return { rows: page, next: start + limit < rows.length ? page.at(-1)!.employmentId : null };
}

function bridgeOf(compared: readonly Compared[]): Comparison['bridge'] {
  const sums = new Map<ChangeReason, { people: number; change: number }>();
  for (const { changes } of compared) {
    for (const { reason, change } of changes) {
      const sum = sums.get(reason) ?? { people: 0, change: 0 };
      sums.set(reason, { people: sum.people + 1, change: sum.change + change });
    }
  }
  return [...sums].map(([reason, { people, change }]) => ({ reason, people, change: fen(change) }));
}

async function totalsOf(
  tx: Transaction,
  current: ResultFacts,
  before: readonly string[],
): Promise<Comparison['totals']> {
  const previous: ResultFacts[] = [];
  for (const id of before) previous.push((await loadResult(tx, id))!);
  const seesCost = may(tx, employerCostPermission);
  const figures = (['gross', 'ownContributions', 'tax', 'net', 'employerCost'] as const).filter(
    (figure) => figure !== 'employerCost' || seesCost,
  );
  const sumOf = (figure: (typeof figures)[number]) =>
    previous.reduce((all, result) => all + result[figure], 0);
  const people = previous.reduce((all, result) => all + result.people, 0);
  return [
    {
      figure: 'people' as const,
      previous: String(people),
      current: String(current.people),
      change: String(current.people - people),
    },
    ...figures.map((figure) => ({
      figure,
      previous: formatYuan(fen(sumOf(figure))),
      current: formatYuan(fen(current[figure])),
      change: formatYuan(fen(current[figure] - sumOf(figure))),
    })),
  ];
}

type Names = { personName: string; employeeNo: string | null };

async function namesOf(
  tx: Transaction,
  ids: readonly EmploymentId[],
): Promise<Map<EmploymentId, Names>> {
  const rows = await tx.sql<Names & { employmentId: EmploymentId }>`
    select employment_id as "employmentId", person_name as "personName",
           employee_no as "employeeNo"
      from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.employmentId, row]));
}

function shown(pair: Compared, names: Names | undefined): Comparison['rows'][number] {
  const { previous, current, employmentId, changes } = pair;
  const amount = (value: number | undefined) => (value === undefined ? null : fen(value));
  return {
    employmentId,
    personName: names?.personName ?? '',
    employeeNo: names?.employeeNo ?? null,
    previousGross: amount(previous?.gross),
    gross: amount(current?.gross),
    previousTax: amount(previous?.tax),
    tax: amount(current?.tax),
    previousNet: amount(previous?.net),
    net: amount(current?.net),
    change: fen(netChange(pair)),
    reasons: changes.map(({ reason, change }) => ({ reason, change: fen(change) })),
  };
}
