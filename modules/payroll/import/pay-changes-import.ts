import { type Fen, firstDayOf, lastDayOf, type PlainDate } from '@heyi/kernel';
import type { ColumnSpec, ImportKind, Transaction } from '@heyi/platform';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import { loadPayItems, type PayItem } from '../scheme/pay-scheme.store.ts';
import { saveTerms } from '../term/pay-term.store.ts';
import { importProblems } from './import-problems.ts';
import { invalid, openMatcher, personColumns, type PersonValues } from './match-members.ts';
import { type Judged, judgeMembers, type MemberRow, runImport } from './run-import.ts';

type Values = PersonValues & {
  readonly effectiveFrom: PlainDate | null;
  /** New amounts by the code of the pay item. */
  readonly [code: `item.${string}`]: Fen | null;
};

/** 薪资变动表: the new monthly amounts of recurring items, from a day of the wage month on. */
export const payChangesImport: ImportKind = runImport<Values>({
  source: 'payChanges',
  title: { zh: '薪资变动表', en: 'Pay changes' },
  columns: async (tx) => [
    ...personColumns,
    ...(await termItems(tx)).map(termColumn),
    {
      kind: 'date',
      key: 'effectiveFrom',
      title: '生效日期',
      titleEn: 'Effective from',
      synonyms: ['生效日', '调整日期', '变动日期', '执行日期'],
      note: '空白为工资所属月的第一天',
      noteEn: 'Empty is the first day of the wage month',
    },
  ],
  judge: judgeChanges,
  async write(tx, run, rows) {
    const items = await termItems(tx);
    await saveTerms(
      tx,
      rows.flatMap(({ member, values }) =>
        amountsOf(items, values).map(({ item, amount }) => ({
          employmentId: member.employmentId,
          payItemId: item.id,
          effectiveFrom: values.effectiveFrom ?? firstDayOf(run.wageMonth),
          amount,
        })),
      ),
    );
  },
});

async function termItems(tx: Transaction): Promise<PayItem[]> {
  return (await loadPayItems(tx)).filter(({ source, isActive }) => source === 'term' && isActive);
}

function termColumn({ code, nameZh, nameEn }: PayItem): ColumnSpec {
  return {
    kind: 'money',
    key: `item.${code}`,
    title: nameZh,
    titleEn: nameEn,
    synonyms: [`调整后${nameZh}`, `${nameZh}调整后`, `变动后${nameZh}`, `新${nameZh}`],
  };
}

function amountsOf(items: readonly PayItem[], values: Values): { item: PayItem; amount: Fen }[] {
  return items.flatMap((item) => {
    const amount = values[`item.${item.code}`] ?? null;
    return amount === null ? [] : [{ item, amount }];
  });
}

async function judgeChanges(
  tx: Transaction,
  run: PayrollRun,
  rows: Parameters<typeof judgeMembers<Values>>[0],
): Promise<Judged<Values>[]> {
  const match = await openMatcher(tx, run);
  const items = await termItems(tx);
  const known = await termsInForce(tx, run);
  return judgeMembers(rows, match, (row) => judgeChange(run, items, known, row));
}

function judgeChange(
  run: PayrollRun,
  items: readonly PayItem[],
  known: ReadonlyMap<string, number>,
  row: MemberRow<Values>,
): Judged<Values> {
  const { effectiveFrom } = row.values;
  if (effectiveFrom !== null && effectiveFrom < firstDayOf(run.wageMonth)) {
    return invalid(importProblems.beforeMonth, 'effectiveFrom') as Judged<Values>;
  }
  const amounts = amountsOf(items, row.values);
  if (amounts.length === 0) return invalid(importProblems.nothing, 'name') as Judged<Values>;
  const before = amounts.map(({ item }) => known.get(`${row.member.employmentId} ${item.id}`));
  if (amounts.every(({ amount }, index) => before[index] === amount))
    return { outcome: 'unchanged' };
  return { outcome: before.some((amount) => amount !== undefined) ? 'updated' : 'created', row };
}

async function termsInForce(tx: Transaction, run: PayrollRun): Promise<Map<string, number>> {
  const rows = await tx.sql<{ key: string; amount: number }>`
    select distinct on (employment_id, pay_item_id) employment_id || ' ' || pay_item_id as key, amount
      from payroll.pay_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and effective_from <= ${lastDayOf(run.wageMonth)}
     order by employment_id, pay_item_id, effective_from desc`;
  return new Map(rows.map(({ key, amount }) => [key, amount]));
}
