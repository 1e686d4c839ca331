import { type Fen, lastDayOf, yearOf, zeroFen } from '@heyi/kernel';
import type { ColumnSpec, ImportKind, Transaction } from '@heyi/platform';
import { basicDeductionMonths } from '../input/basic-deduction-months.ts';
import { type PayrollRun, runEntities } from '../run/payroll-run.store.ts';
import { ensureTaxpayers } from '../taxpayer/ensure-taxpayers.ts';
import { cumulatedDocuments, saveOpeningBalances } from '../taxpayer/opening-balance.store.ts';
import { importProblems } from './import-problems.ts';
import { invalid, openMatcher, personColumns, type PersonValues } from './match-members.ts';
import { type Judged, judgeMembers, type MemberRow, runImport } from './run-import.ts';

type Values = PersonValues & {
  readonly income: Fen;
  readonly exempt: Fen | null;
  readonly basicDeduction: Fen;
  readonly special: Fen | null;
  readonly additional: Fen | null;
  readonly other: Fen | null;
  readonly relief: Fen | null;
  readonly withheld: Fen;
  readonly withholdingEntity: string | null;
};

function cumulative(
  key: string,
  title: string,
  titleEn: string,
  synonyms: string[],
  required = false,
): ColumnSpec {
  return { kind: 'money', key, title, titleEn, synonyms, required };
}

const columns: readonly ColumnSpec[] = [
  ...personColumns,
  cumulative('income', '累计收入', 'Cumulative income', ['累计收入额', '累计工资收入'], true),
  cumulative('exempt', '累计免税收入', 'Cumulative exempt income', ['累计免税']),
  cumulative(
    'basicDeduction',
    '累计减除费用',
    'Cumulative basic deduction',
    ['累计基本减除费用'],
    true,
  ),
  cumulative('special', '累计专项扣除', 'Cumulative special deductions', ['累计三险一金']),
  cumulative('additional', '累计专项附加扣除', 'Cumulative additional deductions', [
    '累计附加扣除',
  ]),
  cumulative('other', '累计其他扣除', 'Cumulative other deductions', ['累计依法确定的其他扣除']),
  cumulative('relief', '累计减免税额', 'Cumulative relief', ['减免税额']),
  cumulative(
    'withheld',
    '累计已预扣税额',
    'Tax withheld',
    ['已预缴税额', '已扣缴税额', '累计已缴税额', '累计预扣预缴税额'],
    true,
  ),
  {
    kind: 'text',
    key: 'withholdingEntity',
    title: '扣缴义务人',
    titleEn: 'Withholding entity',
    synonyms: ['扣缴义务人名称', '扣缴单位', '任职受雇单位'],
  },
];

/** 期初累计: what the former payroll had cumulated, for a client that begins in mid-year. */
export const openingBalancesImport: ImportKind = runImport<Values>({
  source: 'openingBalances',
  title: { zh: '期初累计', en: 'Opening balances' },
  columns: async () => columns,
  async judge(tx, run, rows) {
    const match = await openMatcher(tx, run);
    const cumulated = await cumulatedOf(
      tx,
      run,
      rows.flatMap(({ values }) => {
        const found = match(values, values.withholdingEntity);
        return 'member' in found ? [found.member.documentHash] : [];
      }),
    );
    return judgeMembers(
      rows,
      (values) => match(values, values.withholdingEntity),
      (row) => judgeBalance(run, cumulated, row),
    );
  },
  async write(tx, run, rows) {
    const ids = rows.map(({ member }) => member.employmentId);
    await ensureTaxpayers(tx, ids, lastDayOf(run.wageMonth));
    const byEntity = Map.groupBy(rows, ({ member }) => member.entity.legalEntityId);
    for (const group of byEntity.values()) {
      const balances = group.map((row) => balanceOf(run, row));
      await saveOpeningBalances(tx, group[0]!.member.entity, run.taxPeriod, balances);
    }
  },
});

function keyOf(legalEntityId: string, documentHash: Buffer | string): string {
  const hash = typeof documentHash === 'string' ? documentHash : documentHash.toString('hex');
  return `${legalEntityId} ${hash}`;
}

async function cumulatedOf(
  tx: Transaction,
  run: PayrollRun,
  documents: readonly Buffer[],
): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const entity of await runEntities(tx, run.id)) {
    const found = await cumulatedDocuments(tx, entity, yearOf(run.taxPeriod), documents);
    for (const hash of found) keys.add(keyOf(entity.legalEntityId, hash));
  }
  return keys;
}

function judgeBalance(
  run: PayrollRun,
  cumulated: ReadonlySet<string>,
  row: MemberRow<Values>,
): Judged<Values> {
  const { entity, documentHash } = row.member;
  if (cumulated.has(keyOf(entity.legalEntityId, documentHash))) {
    return invalid(importProblems.alreadyCumulated, 'income') as Judged<Values>;
  }
  if (basicDeductionMonths(row.values.basicDeduction, run.taxPeriod) === null) {
    return invalid(importProblems.monthsUneven, 'basicDeduction') as Judged<Values>;
  }
  return { outcome: 'updated', row };
}

function balanceOf(run: PayrollRun, { member, values }: MemberRow<Values>) {
  const amount = (value: Fen | null) => value ?? zeroFen;
  return {
    documentHash: member.documentHash,
    income: values.income,
    exempt: amount(values.exempt),
    basicDeduction: values.basicDeduction,
    special: amount(values.special),
    additional: amount(values.additional),
    other: amount(values.other),
    relief: amount(values.relief),
    withheld: values.withheld,
    months: basicDeductionMonths(values.basicDeduction, run.taxPeriod)!,
  };
}
