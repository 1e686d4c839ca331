import { add, type Fen, fen, type Id, maxFen, minFen, subtract, zeroFen } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import type { ReturnSheet } from './layout.ts';

export type TaxpayerId = Id<'txp'>;

/** 专项扣除 of one period by the columns of the wage sheet. */
export type OwnContributions = {
  readonly pension: Fen;
  readonly medical: Fen;
  readonly unemployment: Fen;
  readonly housingFund: Fen;
};

/** 累计专项附加扣除 by the columns of the wage sheet. */
export type AdditionalDeductions = {
  readonly childEducation: Fen;
  readonly infantCare: Fen;
  readonly continuingEducation: Fen;
  readonly housingLoanInterest: Fen;
  readonly housingRent: Fen;
  readonly elderSupport: Fen;
};

export type Cumulation = {
  readonly cumulativeIncome: Fen;
  readonly cumulativeExempt: Fen;
  readonly cumulativeBasic: Fen;
  readonly cumulativeSpecial: Fen;
  readonly cumulativeAdditional: Fen;
  readonly cumulativeOther: Fen;
  readonly cumulativeRelief: Fen;
  readonly cumulativeTaxable: Fen;
  readonly cumulativeTax: Fen;
  readonly withheldBefore: Fen;
};

/** What one taxpayer is declared with on one sheet. */
export type ReturnLine = OwnContributions &
  AdditionalDeductions &
  Cumulation & {
    readonly taxpayerId: TaxpayerId;
    readonly sheet: ReturnSheet;
    readonly incomeItem: string;
    readonly employeeNo: string | null;
    readonly clientIds: readonly TenantId[];
    readonly income: Fen;
    readonly exempt: Fen;
    readonly other: Fen;
    readonly relief: Fen;
    readonly tax: Fen;
  };

export const noContributions: OwnContributions = {
  pension: zeroFen,
  medical: zeroFen,
  unemployment: zeroFen,
  housingFund: zeroFen,
};

export const noAdditional: AdditionalDeductions = {
  childEducation: zeroFen,
  infantCare: zeroFen,
  continuingEducation: zeroFen,
  housingLoanInterest: zeroFen,
  housingRent: zeroFen,
  elderSupport: zeroFen,
};

/** 所得项目 in the words of the client program. */
export const incomeItems = {
  wages: '正常工资薪金',
  annualBonus: '全年一次性奖金收入',
  labourRemuneration: '一般劳务报酬所得',
  /** A full-time student's internship is withheld cumulatively (公告2020年第13号第二条). */
  studentIntern: '其他连续劳务报酬所得',
  nonResidentWages: '无住所个人正常工资薪金',
  nonResidentBonus: '无住所个人数月奖金',
} as const;

/**
 * The four columns add up to the deduction of the payment: differences of other months and the fund
 * above its tax-free limit have no column of their own. What is above the limit lowers the fund; a
 * difference moves the pension, and what the pension cannot take of a refund the others in turn.
 */
export function placeContributions(
  own: OwnContributions & { readonly special: Fen; readonly adjustment: Fen },
): OwnContributions {
  const excess = subtract(
    add(own.pension, own.medical, own.unemployment, own.housingFund, own.adjustment),
    own.special,
  );
  const placed = [
    add(own.pension, own.adjustment),
    own.medical,
    own.unemployment,
    subtract(own.housingFund, excess),
  ];
  let missing = zeroFen;
  for (const [index, amount] of placed.entries()) {
    if (amount >= 0) continue;
    missing = add(missing, amount);
    placed[index] = zeroFen;
  }
  for (const [index, amount] of placed.entries()) {
    const taken = minFen(amount, fen(-missing));
    placed[index] = subtract(amount, taken);
    missing = add(missing, taken);
  }
  const [pension, medical, unemployment, housingFund] = placed as [Fen, Fen, Fen, Fen];
  return { pension, medical, unemployment, housingFund };
}

/** Without cumulation: what is taxed alone has nothing before it. */
export function standingAlone(income: Fen, exempt: Fen, tax: Fen): Cumulation {
  return {
    cumulativeIncome: income,
    cumulativeExempt: exempt,
    cumulativeBasic: zeroFen,
    cumulativeSpecial: zeroFen,
    cumulativeAdditional: zeroFen,
    cumulativeOther: zeroFen,
    cumulativeRelief: zeroFen,
    cumulativeTaxable: maxFen(subtract(income, exempt), zeroFen),
    cumulativeTax: tax,
    withheldBefore: zeroFen,
  };
}
