import { type Fen, lastDayOf, zeroFen } from '@heyi/kernel';
import type { ColumnSpec, ImportKind } from '@heyi/platform';
import { ensureTaxpayers } from '../taxpayer/ensure-taxpayers.ts';
import {
  saveSpecialDeductions,
  type SpecialDeduction,
} from '../taxpayer/special-deduction.store.ts';
import {
  type MatchedMember,
  openMatcher,
  personColumns,
  type PersonValues,
} from './match-members.ts';
import { judgeMembers, runImport } from './run-import.ts';

type Values = PersonValues & {
  readonly childEducation: Fen | null;
  readonly infantCare: Fen | null;
  readonly continuingEducation: Fen | null;
  readonly housingLoanInterest: Fen | null;
  readonly housingRent: Fen | null;
  readonly elderSupport: Fen | null;
  readonly personalPension: Fen | null;
  readonly other: Fen | null;
  readonly takesBasicDeduction: string | null;
  readonly firstEmployment: string | null;
  readonly withholdingEntity: string | null;
};

function cumulative(
  key: string,
  title: string,
  titleEn: string,
  synonyms: string[] = [],
): ColumnSpec {
  const name = title.replace('累计', '');
  return {
    kind: 'money',
    key,
    title,
    titleEn,
    synonyms: [name, `${name}累计`, `${name}支出累计`, ...synonyms],
  };
}

const columns: readonly ColumnSpec[] = [
  ...personColumns,
  cumulative('childEducation', '累计子女教育', 'Child education', ['累计子女教育支出扣除']),
  cumulative('infantCare', '累计3岁以下婴幼儿照护', 'Infant care', [
    '累计婴幼儿照护',
    '累计3岁以下婴幼儿照护支出扣除',
    '婴幼儿照护费用',
  ]),
  cumulative('continuingEducation', '累计继续教育', 'Continuing education', [
    '累计继续教育支出扣除',
  ]),
  cumulative('housingLoanInterest', '累计住房贷款利息', 'Housing loan interest', [
    '累计住房贷款利息支出扣除',
  ]),
  cumulative('housingRent', '累计住房租金', 'Housing rent', ['累计住房租金支出扣除']),
  cumulative('elderSupport', '累计赡养老人', 'Elder support', ['累计赡养老人支出扣除']),
  cumulative('personalPension', '累计个人养老金', 'Personal pension', ['累计个人养老金扣除']),
  cumulative('other', '累计其他扣除', 'Other deductions', ['累计依法确定的其他扣除']),
  {
    kind: 'choice',
    key: 'takesBasicDeduction',
    title: '是否扣除减除费用',
    titleEn: 'Takes the basic deduction',
    synonyms: ['是否扣除减除费用'],
    choices: [
      { code: 'yes', label: '是', labelEn: 'Yes' },
      { code: 'no', label: '否', labelEn: 'No' },
    ],
  },
  {
    kind: 'choice',
    key: 'firstEmployment',
    title: '入职年度就业情形',
    titleEn: 'First employment in the year',
    synonyms: ['就业情形', '当年首次入职'],
    choices: [
      { code: 'student', label: '当年首次入职学生', labelEn: 'First employment, student' },
      {
        code: 'other',
        label: '当年首次入职其他人员',
        labelEn: 'First employment, other',
        synonyms: ['当年首次入职其他'],
      },
      { code: 'none', label: '无', labelEn: 'None', synonyms: ['其他', '非首次入职', '-'] },
    ],
  },
  {
    kind: 'text',
    key: 'withholdingEntity',
    title: '扣缴义务人',
    titleEn: 'Withholding entity',
    synonyms: ['扣缴义务人名称', '扣缴单位', '任职受雇单位'],
  },
];

/**
 * The deduction file of the tax client, cumulative to the tax period. Who has two withholding
 * entities in the run must have the entity named: one item counts at one of them only.
 */
export const specialDeductionsImport: ImportKind = runImport<Values>({
  source: 'specialDeductions',
  title: { zh: '专项附加扣除', en: 'Special additional deductions' },
  columns: async () => columns,
  async judge(tx, run, rows) {
    const match = await openMatcher(tx, run);
    return judgeMembers(
      rows,
      (values) => match(values, values.withholdingEntity),
      (row) => ({ outcome: 'updated', row }),
    );
  },
  async write(tx, run, rows) {
    const ids = rows.map(({ member }) => member.employmentId);
    await ensureTaxpayers(tx, ids, lastDayOf(run.wageMonth));
    const byEntity = Map.groupBy(rows, ({ member }) => member.entity.legalEntityId);
    for (const group of byEntity.values()) {
      const deductions = group.map(({ member, values }) => deductionOf(member, values));
      await saveSpecialDeductions(tx, group[0]!.member.entity, run.taxPeriod, deductions);
    }
  },
});

function deductionOf({ documentHash }: MatchedMember, values: Values): SpecialDeduction {
  const amount = (value: Fen | null) => value ?? zeroFen;
  return {
    documentHash,
    childEducation: amount(values.childEducation),
    infantCare: amount(values.infantCare),
    continuingEducation: amount(values.continuingEducation),
    housingLoanInterest: amount(values.housingLoanInterest),
    housingRent: amount(values.housingRent),
    elderSupport: amount(values.elderSupport),
    other: amount(values.other) + amount(values.personalPension),
    takesBasicDeduction: values.takesBasicDeduction !== 'no',
    firstEmployment: (values.firstEmployment ?? 'none') as SpecialDeduction['firstEmployment'],
  };
}
