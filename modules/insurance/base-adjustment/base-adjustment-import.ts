import { assert, type Fen } from '@heyi/kernel';
import { documentHash, type DocumentKind, type EmploymentId } from '@heyi/people';
import {
  type ColumnSpec,
  type CustomProblem,
  importKind,
  type ImportRow,
  type RowOutcome,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import { type AdjustmentId, lockAdjustment, saveBases } from './base-adjustment.store.ts';

type Values = {
  readonly name: string;
  readonly documentNumber: string;
  readonly averageWage: Fen;
};

type Plan = { readonly employmentId: EmploymentId; readonly base: Fen };

const columns: readonly ColumnSpec[] = [
  {
    kind: 'text',
    key: 'name',
    title: '姓名',
    titleEn: 'Name',
    synonyms: ['员工姓名', '人员姓名'],
    required: true,
    sample: '阿依古丽·买买提',
  },
  {
    kind: 'identifier',
    key: 'documentNumber',
    title: '证件号码',
    titleEn: 'Document number',
    synonyms: ['身份证号', '身份证号码', '公民身份号码', '证照号码'],
    required: true,
    sample: '110105199003070017',
  },
  {
    kind: 'money',
    key: 'averageWage',
    title: '上年月平均工资',
    titleEn: 'Average monthly wage of last year',
    synonyms: ['月平均工资', '新基数', '缴费工资', '申报工资', '基数'],
    required: true,
    sample: '12345.67',
  },
];

function problem(code: string, zh: readonly [string, string], en: readonly [string, string]) {
  const wording = {
    'zh-CN': { message: zh[0], howToFix: zh[1] },
    en: { message: en[0], howToFix: en[1] },
  };
  return { code, wording } satisfies CustomProblem;
}

const problems = {
  unknown: problem(
    'base_adjustment.person_unknown',
    [
      '此人不在这次调整的名单中，或姓名与证件不符。',
      '请核对姓名、证件号码，以及该月是否在此城市参保。',
    ],
    ['Nobody in this adjustment has that name and document.', 'Check both, and the insurance.'],
  ),
  zero: problem(
    'base_adjustment.base_zero',
    ['基数应大于零。', '请填写上年月平均工资。'],
    ['The base must be above zero.', 'Enter the average monthly wage of last year.'],
  ),
} as const;

/** 上年月平均工资 of each person; floor and cap are applied when it is charged, kind by kind. */
export const baseAdjustmentImport = importKind<Values, Plan>({
  kind: 'baseAdjustment',
  permission: 'insurance_task:write',
  title: { zh: '年度基数', en: 'Bases of a year' },
  subjectPrefix: 'bad',
  refusal: async (tx, subjectId) => {
    const adjustment = await lockAdjustment(tx, subjectId as AdjustmentId);
    if (!adjustment) return { code: 'base_adjustment.not_found' };
    return adjustment.state === 'open' ? null : { code: 'base_adjustment.not_open' };
  },
  columns: async () => columns,
  judge: async (tx, subjectId, rows) => judgeRows(tx, subjectId as AdjustmentId, rows),
  commit: async (tx, subjectId, rows) => {
    assert(subjectId, 'the bases belong to an adjustment');
    await saveBases(
      tx,
      subjectId as AdjustmentId,
      rows.map(({ plan }) => plan),
      'file',
    );
  },
});

type Known = {
  documentKind: DocumentKind;
  hash: Buffer;
  name: string;
  employmentId: EmploymentId;
  base: Fen;
};

async function judgeRows(
  tx: Transaction,
  id: AdjustmentId,
  rows: readonly ImportRow<Values>[],
): Promise<RowOutcome<Plan>[]> {
  const cipher = await tenantCipher(tx);
  const known = await tx.sql<Known>`
    select p.document_kind as "documentKind", p.document_hash as hash,
           p.person_name as name, r.employment_id as "employmentId", r.base_fen as base
      from insurance.base_adjustment_row r
      join people.payable_employment p
        on p.shard_key = r.shard_key and p.tenant_id = r.tenant_id
       and p.employment_id = r.employment_id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.adjustment_id = ${id}`;
  const byHash = new Map(known.map((row) => [row.hash.toString('hex'), row]));
  const kinds = [...new Set(known.map(({ documentKind }) => documentKind))];
  const find = (number: string) =>
    kinds
      .map((kind) => byHash.get(documentHash(cipher, kind, number).toString('hex')))
      .find((row) => row !== undefined);
  const seen = new Set<EmploymentId>();
  return rows.map(({ values }): RowOutcome<Plan> => {
    const { name, documentNumber, averageWage: base } = values;
    const found = find(documentNumber);
    if (!found || found.name !== name) return invalid('documentNumber', 'unknown');
    if (base <= 0) return invalid('averageWage', 'zero');
    if (seen.has(found.employmentId)) return { outcome: 'duplicate' };
    seen.add(found.employmentId);
    if (found.base === base) return { outcome: 'unchanged' };
    return { outcome: 'updated', plan: { employmentId: found.employmentId, base } };
  });
}

function invalid(key: keyof Values, reason: keyof typeof problems): RowOutcome<Plan> {
  return { outcome: 'invalid', problems: [{ key, problem: problems[reason] }] };
}
