import type { Fen } from '@heyi/kernel';
import type { ColumnSpec, ImportKind, ImportRow, Transaction } from '@heyi/platform';
import { saveOneOffItems } from '../input/month-input.store.ts';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import { loadPayItems, type PayItem } from '../scheme/pay-scheme.store.ts';
import { importProblems } from './import-problems.ts';
import { invalid, openMatcher, personColumns, type PersonValues } from './match-members.ts';
import { type Judged, type MemberRow, runImport } from './run-import.ts';

type Values = PersonValues & {
  readonly item: string | null;
  readonly amount: Fen | null;
  readonly note: string | null;
  /** Amounts by the code of the pay item, where the file has a column an item. */
  readonly [code: `item.${string}`]: Fen | null;
};

/** 一次性项目: a column an item, or a row an item with its name and amount. */
export const oneOffItemsImport: ImportKind = runImport<Values>({
  source: 'oneOffItems',
  title: { zh: '一次性项目', en: 'One-off items' },
  columns: async (tx) => columnsOf(await inputItems(tx)),
  judge: judgeItems,
  async write(tx, run, rows) {
    const items = await inputItems(tx);
    await saveOneOffItems(
      tx,
      run.id,
      rows.flatMap(({ member, values }) =>
        itemsOf(items, values).map(({ item, amount }) => ({
          employmentId: member.employmentId,
          payItemId: item.id,
          amount,
          note: values.note,
        })),
      ),
    );
  },
});

async function inputItems(tx: Transaction): Promise<PayItem[]> {
  return (await loadPayItems(tx)).filter(({ source, isActive }) => source === 'input' && isActive);
}

function columnsOf(items: readonly PayItem[]): ColumnSpec[] {
  return [
    ...personColumns,
    ...items.map(({ code, nameZh, nameEn }): ColumnSpec => ({
      kind: 'money',
      key: `item.${code}`,
      title: nameZh,
      titleEn: nameEn,
      allowNegative: true,
    })),
    {
      kind: 'choice',
      key: 'item',
      title: '项目',
      titleEn: 'Item',
      synonyms: ['工资项目', '项目名称', '款项'],
      choices: items.map(({ code, nameZh, nameEn }) => ({ code, label: nameZh, labelEn: nameEn })),
    },
    {
      kind: 'money',
      key: 'amount',
      title: '金额',
      titleEn: 'Amount',
      synonyms: ['项目金额', '发放金额', '扣款金额'],
      allowNegative: true,
    },
    {
      kind: 'text',
      key: 'note',
      title: '备注',
      titleEn: 'Note',
      synonyms: ['说明', '事由'],
      maxLength: 200,
    },
  ];
}

function itemsOf(items: readonly PayItem[], values: Values): { item: PayItem; amount: Fen }[] {
  const named = items.find(({ code }) => code === values.item);
  const wide = items.flatMap((item) => {
    const amount = values[`item.${item.code}`] ?? null;
    return amount === null || amount === 0 ? [] : [{ item, amount }];
  });
  return named && values.amount !== null ? [...wide, { item: named, amount: values.amount }] : wide;
}

/** A person may have several rows, an item only one. */
async function judgeItems(
  tx: Transaction,
  run: PayrollRun,
  rows: readonly ImportRow<Values>[],
): Promise<Judged<Values>[]> {
  const match = await openMatcher(tx, run);
  const items = await inputItems(tx);
  const known = await knownItems(tx, run);
  const seen = new Set<string>();
  return rows.map(({ values }) => {
    const found = match(values);
    if ('outcome' in found) return found.outcome as Judged<Values>;
    return judgeItem({ member: found.member, values }, items, known, seen);
  });
}

function judgeItem(
  row: MemberRow<Values>,
  items: readonly PayItem[],
  known: ReadonlyMap<string, number>,
  seen: Set<string>,
): Judged<Values> {
  const { item, amount } = row.values;
  if ((item === null) !== (amount === null)) {
    return invalid(importProblems.itemWithoutAmount, 'amount') as Judged<Values>;
  }
  const entries = itemsOf(items, row.values);
  if (entries.length === 0) return invalid(importProblems.nothing, 'amount') as Judged<Values>;
  const keys = entries.map((entry) => `${row.member.employmentId} ${entry.item.id}`);
  if (new Set(keys).size < keys.length)
    return invalid(importProblems.itemTwice, 'item') as Judged<Values>;
  if (keys.some((key) => seen.has(key))) return { outcome: 'duplicate' };
  for (const key of keys) seen.add(key);
  const before = keys.map((key) => known.get(key));
  if (entries.every((entry, index) => before[index] === entry.amount))
    return { outcome: 'unchanged' };
  return { outcome: before.some((value) => value !== undefined) ? 'updated' : 'created', row };
}

async function knownItems(tx: Transaction, run: PayrollRun): Promise<Map<string, number>> {
  const rows = await tx.sql<{ key: string; amount: number }>`
    select employment_id || ' ' || pay_item_id as key, amount from payroll.one_off_item
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}`;
  return new Map(rows.map(({ key, amount }) => [key, amount]));
}
