import { type Fen, maxFen, zeroFen } from '@heyi/kernel';
import { documentHash, documentKindOf } from '@heyi/people';
import {
  type ColumnSpec,
  importKind,
  type ImportRow,
  maskDocumentNumber,
  type RowOutcome,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import { feedbackProblems } from '../taxpayer-registration/feedback-problem.ts';
import { type BureauPerson, compareReturn, knownHashes } from './compare-return.ts';
import { layoutOf, type ReturnSheet } from './layout.ts';
import { additionalSum, type BureauFigures } from './return-difference.ts';
import { type ReturnId, refuseCompare } from './withholding-return.ts';
import { loadReturn } from './withholding-return.store.ts';

type Values = {
  readonly personName: string;
  readonly documentType: string | null;
  readonly documentNumber: string;
  readonly incomeItem: string;
  readonly income: Fen;
  readonly cumulativeIncome: Fen | null;
  readonly cumulativeExempt: Fen | null;
  readonly cumulativeBasic: Fen | null;
  readonly cumulativeSpecial: Fen | null;
  readonly childEducation: Fen | null;
  readonly continuingEducation: Fen | null;
  readonly housingLoanInterest: Fen | null;
  readonly housingRent: Fen | null;
  readonly elderSupport: Fen | null;
  readonly infantCare: Fen | null;
  readonly cumulativeOther: Fen | null;
  readonly cumulativeTaxable: Fen | null;
  readonly cumulativeTax: Fen | null;
  readonly cumulativeRelief: Fen | null;
  readonly withheldBefore: Fen | null;
  readonly tax: Fen;
};

/** The client program's 算税结果; rows belong to a return, which is compared with them to the fen. */
export const bureauCalculation = importKind<Values>({
  kind: 'bureauCalculation',
  permission: 'tax:file',
  title: { zh: '税局算税结果', en: "The bureau's calculation" },
  subjectPrefix: 'wht',
  refusal: async (tx, subjectId) => {
    const declared = await loadReturn(tx, subjectId as ReturnId);
    if (!declared) return { code: 'withholding_return.not_found' };
    const refusal = refuseCompare(declared);
    return refusal === null ? null : { code: refusal };
  },
  columns: async () => calculationColumns,
  judge: async (tx, subjectId, rows) => {
    const people = await peopleOf(tx, rows);
    const known = await knownHashes(tx, subjectId as ReturnId);
    const seen = new Set<string>();
    return people.map((person) => judgeRow(person, known, seen));
  },
  commit: async (tx, subjectId, rows) => {
    const people = await peopleOf(tx, rows);
    await compareReturn(
      tx,
      subjectId as ReturnId,
      people.filter((person) => 'sheet' in person),
    );
  },
});

const calculationColumns: readonly ColumnSpec[] = layoutOf('bureau-calculation').columns.map(
  ({ title, field, required, synonyms, signed }): ColumnSpec => {
    const column = { key: field!, title, titleEn: title, ...(synonyms && { synonyms }) };
    const common = required ? { ...column, required } : column;
    if (field === 'documentNumber') return { ...common, kind: 'identifier' };
    if (['personName', 'documentType', 'incomeItem'].includes(field!)) {
      return { ...common, kind: 'text' };
    }
    return { ...common, kind: 'money', ...(signed && { allowNegative: true }) };
  },
);

/** 所得项目 as client programs write it, with what it is here. */
const sheetsByItem: readonly (readonly [RegExp, ReturnSheet])[] = [
  [/一次性奖金/, 'annualBonus'],
  [/无住所|数月奖金/, 'nonResidentWages'],
  [/工资薪金|^0101$/, 'wages'],
  [/劳务报酬/, 'labourRemuneration'],
];

type Unreadable = { readonly problem: 'documentType' | 'incomeItem' };

/** The rows as the comparison takes them, or what it cannot make of them. */
async function peopleOf(
  tx: Transaction,
  rows: readonly ImportRow<Values>[],
): Promise<(BureauPerson | Unreadable)[]> {
  const cipher = await tenantCipher(tx);
  return rows.map(({ values }) => {
    const kind = documentKindOf(values.documentType);
    if (kind === null) return { problem: 'documentType' };
    const sheet = sheetsByItem.find(([pattern]) => pattern.test(values.incomeItem))?.[1];
    if (sheet === undefined) return { problem: 'incomeItem' };
    const number = values.documentNumber.toUpperCase();
    return {
      sheet,
      documentHash: documentHash(cipher, kind, number).toString('hex'),
      documentMasked: maskDocumentNumber(number),
      personName: values.personName,
      figures: figuresOf(values),
    };
  });
}

function figuresOf(values: Values): BureauFigures {
  const { income, cumulativeTax, cumulativeRelief, withheldBefore, tax } = values;
  return {
    income,
    cumulativeIncome: values.cumulativeIncome,
    cumulativeExempt: values.cumulativeExempt,
    cumulativeBasic: values.cumulativeBasic,
    cumulativeSpecial: values.cumulativeSpecial,
    cumulativeAdditional: additionalSum(values),
    cumulativeOther: values.cumulativeOther,
    cumulativeTaxable: values.cumulativeTaxable,
    cumulativeTax,
    cumulativeRelief,
    withheldBefore,
    // A balance to the person's favour is not paid back during the year: nothing is withheld.
    tax: maxFen(tax, zeroFen),
  };
}

function judgeRow(
  person: BureauPerson | Unreadable,
  known: ReadonlyMap<string, string>,
  seen: Set<string>,
): RowOutcome {
  if ('problem' in person) {
    const { problem: key } = person;
    return { outcome: 'invalid', problems: [{ key, problem: feedbackProblems[key] }] };
  }
  const key = `${person.sheet} ${person.documentHash}`;
  if (seen.has(key)) return { outcome: 'duplicate' };
  seen.add(key);
  const name = known.get(person.documentHash);
  if (name !== undefined && name !== person.personName) {
    return {
      outcome: 'invalid',
      problems: [{ key: 'personName', problem: feedbackProblems.nameDiffers }],
    };
  }
  return { outcome: name === undefined ? 'created' : 'updated' };
}
