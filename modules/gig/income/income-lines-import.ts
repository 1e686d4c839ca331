import type { gigIncomeContract as contract } from '@heyi/contract';
import { assert, type Fen, type PayPeriod, type PlainDate } from '@heyi/kernel';
import { type ColumnSpec, type ImportKind, importKind, type RowOutcome } from '@heyi/platform';
import { checkExternalId } from '../worker/worker-problems.ts';
import { type BookableLine, bookIncome } from './book-income.ts';
import { programOf } from './income-line.store.ts';
import { incomeProblems } from './income-problems.ts';
import { judgeLines } from './report-income-lines.ts';

type Values = {
  readonly businessId: string;
  readonly externalWorkerId: string;
  readonly incomeKind: (typeof contract.incomeKinds)[number] | null;
  readonly task: string;
  readonly acceptedOn: PlainDate;
  readonly workPeriod: PayPeriod;
  readonly amount: Fen;
  readonly correctsBusinessId: string | null;
};

/** 收入明细: one row a line of income; rows that were reported before change nothing. */
export const incomeLinesImport: ImportKind = importKind<Values, BookableLine>({
  kind: 'incomeLines',
  permission: 'gig_worker:write',
  title: { zh: '收入明细', en: 'Income lines' },
  subjectPrefix: null,
  refusal: async (tx) => ((await programOf(tx, undefined)) ? null : { code: 'program.not_found' }),
  columns: () => Promise.resolve(columns),
  async judge(tx, _subject, rows) {
    const lines = rows.map(({ values: { correctsBusinessId, ...values } }) => ({
      ...values,
      incomeKind: values.incomeKind ?? 'labourRemuneration',
      ...(correctsBusinessId !== null && { correctsBusinessId }),
    }));
    const judged = await judgeLines(tx, (await programOf(tx, undefined))!, lines);
    return judged.map((line): RowOutcome<BookableLine> => {
      if ('line' in line) return { outcome: 'created', plan: line.line };
      if ('sameAs' in line) return { outcome: 'duplicate' };
      if (line.outcome.outcome !== 'refused') return { outcome: 'unchanged' };
      return { outcome: 'invalid', problems: [incomeProblems[line.outcome.code]] };
    });
  },
  async commit(tx, _subject, rows) {
    const lines = rows.map(({ plan }) => plan);
    const booked = await bookIncome(tx, (await programOf(tx, undefined))!, 'import', lines);
    const withdrawn = booked.findIndex((one) => one === null);
    // Withdrawn since the rows were looked at: nothing of the file is written.
    assert(withdrawn === -1, `income ${lines[withdrawn]?.fields.businessId} was withdrawn`);
  },
});

const columns: readonly ColumnSpec[] = [
  {
    kind: 'text',
    key: 'businessId',
    check: checkExternalId,
    title: '业务编号',
    titleEn: 'Business id',
    required: true,
    maxLength: 64,
    synonyms: ['订单号', '流水号', '业务单号'],
    sample: 'T-20261120-001',
  },
  {
    kind: 'text',
    key: 'externalWorkerId',
    check: checkExternalId,
    title: '平台编号',
    titleEn: 'Platform id',
    required: true,
    maxLength: 64,
    synonyms: ['用户编号', '主播编号', '骑手编号'],
    sample: 'u-10086',
  },
  {
    kind: 'choice',
    key: 'incomeKind',
    title: '所得项目',
    titleEn: 'Kind of income',
    choices: [
      { code: 'labourRemuneration', label: '劳务报酬所得', labelEn: 'Labour remuneration' },
      {
        code: 'incidentalIncome',
        label: '偶然所得',
        labelEn: 'Incidental income',
        synonyms: ['红包'],
      },
      { code: 'businessIncome', label: '经营所得', labelEn: 'Business income' },
    ],
    note: '不填为劳务报酬所得',
    noteEn: 'Empty is labour remuneration',
  },
  {
    kind: 'text',
    key: 'task',
    title: '任务',
    titleEn: 'Task',
    required: true,
    maxLength: 120,
    synonyms: ['任务名称', '服务内容'],
    sample: '直播两小时',
  },
  {
    kind: 'date',
    key: 'acceptedOn',
    title: '验收日期',
    titleEn: 'Accepted on',
    required: true,
    synonyms: ['完成日期'],
  },
  {
    kind: 'month',
    key: 'workPeriod',
    title: '所属月',
    titleEn: 'Work month',
    required: true,
    synonyms: ['所属期', '业务月份'],
    sample: '2026-11',
  },
  {
    kind: 'money',
    key: 'amount',
    title: '金额',
    titleEn: 'Amount',
    required: true,
    allowNegative: true,
    synonyms: ['收入', '收入金额'],
    sample: '88.88',
  },
  {
    kind: 'text',
    key: 'correctsBusinessId',
    check: checkExternalId,
    title: '更正业务编号',
    titleEn: 'Corrects business id',
    maxLength: 64,
    note: '金额为负数时填写',
    noteEn: 'With a negative amount',
  },
];
