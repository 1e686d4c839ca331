import type { payrollContract } from '@heyi/contract';
import type { PlainDate } from '@heyi/kernel';
import { type DocumentKind, documentTypeName } from '@heyi/people';
import type { LayoutRow } from '@heyi/platform';
import { nationalityName } from './nationality.ts';

export type MissingFact = (typeof payrollContract.missingFacts)[number];

/** One employment of a person at the entity, as the people module has it. */
export type PaidStretch = {
  readonly employmentForm: string;
  readonly employeeNo: string | null;
  readonly position: string | null;
  readonly paidFrom: PlainDate;
  readonly paidUntil: PlainDate | null;
};

/** What 人员信息采集 says of a person; the order of the keys is part of the hash. */
export type TaxpayerFacts = {
  readonly personName: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly nationality: string;
  readonly sex: 'male' | 'female' | null;
  readonly birthDate: PlainDate | null;
  readonly phone: string | null;
  readonly employmentType: EmploymentType;
  readonly employedFrom: PlainDate;
  /** Null until the day is over: a leaving to come is not reported. */
  readonly leftOn: PlainDate | null;
  readonly employeeNo: string | null;
  readonly position: string | null;
  /** From the deduction file: null while there is none. */
  readonly firstEmployment: 'student' | 'other' | null;
  readonly takesBasicDeduction: boolean | null;
};

/** 任职受雇从业类型. */
export type EmploymentType = 'employee' | 'intern' | 'other';

/** A service agreement is no employment to the tax; a rehired retiree's is (国税函〔2006〕526号). */
export function employmentTypeOf(form: string): EmploymentType {
  if (form === 'serviceAgreement') return 'other';
  return form === 'intern' ? 'intern' : 'employee';
}

/**
 * The employment that the bureau knows of somebody who has several here: of those that last, from the
 * first day of the earliest; else the last one.
 */
export function standingStretch(stretches: readonly PaidStretch[], today: PlainDate): PaidStretch {
  const lasting = stretches.filter(({ paidUntil }) => paidUntil === null || paidUntil >= today);
  if (lasting.length > 0) {
    const ordered = lasting.toSorted((a, b) => (a.paidFrom < b.paidFrom ? -1 : 1));
    const last = lasting.toSorted((a, b) => endOf(b).localeCompare(endOf(a)))[0]!;
    return { ...ordered[0]!, paidUntil: last.paidUntil };
  }
  return stretches.toSorted((a, b) => endOf(b).localeCompare(endOf(a)))[0]!;
}

function endOf({ paidUntil }: PaidStretch): string {
  return paidUntil ?? '9999-12-31';
}

/** Required cells that cannot be filled: the person is left out until they are known. */
export function missingOf(facts: TaxpayerFacts): MissingFact[] {
  const missing: MissingFact[] = [];
  if (facts.sex === null) missing.push('sex');
  if (facts.birthDate === null) missing.push('birthDate');
  if (nationalityName(facts.nationality) === null) missing.push('nationality');
  if (facts.phone === null && facts.employmentType === 'employee') missing.push('phone');
  return missing;
}

/** What the client program takes no change of once somebody is registered. */
export function keyFactsOf(facts: TaxpayerFacts): string {
  const { personName, documentKind, documentNumber, nationality } = facts;
  return JSON.stringify([personName, documentKind, documentNumber, nationality]);
}

const employmentTypeNames: Readonly<Record<EmploymentType, string>> = {
  employee: '雇员',
  intern: '实习学生（全日制学历教育）',
  other: '其他',
};
const firstEmploymentNames = {
  student: '当年首次入职学生',
  other: '当年首次入职其他人员',
} as const;

/** One row of the sheet. Dates are written yyyy-mm-dd, yes and no in Chinese. */
export function sheetRow(facts: TaxpayerFacts): LayoutRow {
  const { documentKind, documentNumber, nationality, firstEmployment, takesBasicDeduction } = facts;
  const isForeigner = documentKind === 'passport' || documentKind === 'foreignPermanentResident';
  const isResidentId = documentKind === 'idCard';
  return {
    employeeNo: facts.employeeNo,
    // On a foreign document the name is the Latin one that the document has.
    personName: facts.personName,
    documentType: documentTypeName(documentKind, documentNumber, nationality),
    documentNumber,
    nationality: nationalityName(nationality),
    sex: facts.sex === null ? null : facts.sex === 'male' ? '男' : '女',
    birthDate: facts.birthDate,
    employmentType: employmentTypeNames[facts.employmentType],
    firstEmployment: firstEmployment === null ? null : firstEmploymentNames[firstEmployment],
    phone: facts.phone,
    employedFrom: facts.employedFrom,
    leftOn: facts.leftOn,
    disabled: '否',
    martyrFamily: '否',
    solitary: '否',
    takesBasicDeduction: takesBasicDeduction === null ? null : takesBasicDeduction ? '是' : '否',
    taxReason: isResidentId ? null : '任职受雇',
    birthCountry: isForeigner ? nationalityName(nationality) : null,
    position: facts.position,
  };
}
