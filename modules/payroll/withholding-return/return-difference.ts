import type { payrollContract } from '@heyi/contract';
import { type Fen, subtract, sum, zeroFen } from '@heyi/kernel';
import type { ReturnSheet } from './layout.ts';
import type { AdditionalDeductions, Cumulation } from './return-line.ts';

export type DifferenceCause = (typeof payrollContract.differenceCauses)[number];

/** What the client program computed for one person; null where its file has no such column. */
export type BureauFigures = {
  readonly income: Fen;
  readonly cumulativeIncome: Fen | null;
  readonly cumulativeExempt: Fen | null;
  readonly cumulativeBasic: Fen | null;
  readonly cumulativeSpecial: Fen | null;
  readonly cumulativeAdditional: Fen | null;
  readonly cumulativeOther: Fen | null;
  readonly cumulativeTaxable: Fen | null;
  readonly cumulativeTax: Fen | null;
  readonly cumulativeRelief: Fen | null;
  readonly withheldBefore: Fen | null;
  readonly tax: Fen;
};

export type OurFigures = Cumulation & {
  readonly sheet: ReturnSheet;
  readonly income: Fen;
  readonly tax: Fen;
};

export type Parting = { readonly figure: string; readonly ours: Fen; readonly bureaus: Fen };

/** In the order in which they are looked for: what stands first usually brings about the rest. */
const compared = [
  ['income', '本期收入', 'income'],
  ['cumulativeIncome', '累计收入额', 'income'],
  ['cumulativeExempt', '累计免税收入', 'exempt'],
  ['cumulativeBasic', '累计减除费用', 'basicDeduction'],
  ['cumulativeSpecial', '累计专项扣除', 'specialDeduction'],
  ['cumulativeAdditional', '累计专项附加扣除', 'additionalDeduction'],
  ['cumulativeOther', '累计其他扣除', 'otherDeduction'],
  ['cumulativeRelief', '累计减免税额', 'relief'],
  ['withheldBefore', '已缴税额', 'withheldBefore'],
] as const satisfies readonly (readonly [keyof BureauFigures, string, DifferenceCause])[];

/** What is taxed alone has sums of its own year in no column that both sides understand alike. */
function comparedOf({ sheet }: OurFigures): readonly (typeof compared)[number][] {
  return sheet === 'wages' ? compared : compared.slice(0, 1);
}

/** Where the figures part, to the fen; empty when they agree in every column that the file has. */
export function partingOf(ours: OurFigures, bureau: BureauFigures): Parting[] {
  const parting: Parting[] = [];
  for (const [key, figure] of comparedOf(ours)) {
    const bureaus = bureau[key];
    if (bureaus !== null && bureaus !== ours[key]) {
      parting.push({ figure, ours: ours[key], bureaus });
    }
  }
  if (bureau.tax !== ours.tax) {
    parting.push({ figure: '应补(退)税额', ours: ours.tax, bureaus: bureau.tax });
  }
  return parting;
}

/**
 * The likely cause, null when all agree. Parted sums matter also when the tax is the same this
 * month: they make it part in a later one.
 */
export function causeOf(ours: OurFigures, bureau: BureauFigures): DifferenceCause | null {
  for (const [key, , cause] of comparedOf(ours)) {
    const bureaus = bureau[key];
    if (bureaus !== null && bureaus !== ours[key]) return cause;
  }
  const difference = Math.abs(subtract(ours.tax, bureau.tax));
  if (difference === 0) return null;
  return difference === 1 ? 'rounding' : 'unknown';
}

type AdditionalCells = { readonly [Key in keyof AdditionalDeductions]: Fen | null };

/** The six columns added up; null when the file has none of them. */
export function additionalSum({
  childEducation,
  infantCare,
  continuingEducation,
  housingLoanInterest,
  housingRent,
  elderSupport,
}: AdditionalCells): Fen | null {
  const cells = [
    childEducation,
    infantCare,
    continuingEducation,
    housingLoanInterest,
    housingRent,
    elderSupport,
  ];
  return cells.every((cell) => cell === null) ? null : sum(cells.map((cell) => cell ?? zeroFen));
}

export function differenceOf(ours: OurFigures, bureau: BureauFigures): Fen {
  return subtract(ours.tax, bureau.tax);
}
