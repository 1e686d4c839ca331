import type { CooperationMode } from '@heyi/clients';
import type { peopleContract as contract } from '@heyi/contract';
import {
  companyOf,
  type EntityId,
  type Holder,
  type LegalEntity,
} from '../legal-entity/legal-entity.ts';

export type ThreeInOneCode = (typeof contract.threeInOneCodes)[number];
export type EmploymentForm = (typeof contract.employmentForms)[number];
export type Severity = 'refused' | 'block' | 'high' | 'warn';

/** Who is under whom, for one employment on one day. */
export type ThreeInOneFacts = {
  readonly mode: CooperationMode;
  readonly form: EmploymentForm;
  readonly contract: LegalEntity;
  readonly payTax: LegalEntity | null;
  readonly insurance: LegalEntity | null;
  readonly hostEntityId: EntityId | null;
  readonly workCityCode: string;
  /** The registrations that the person is insured under. */
  readonly insuredUnder: readonly { readonly entity: LegalEntity; readonly cityCode: string }[];
};

export type Breach = { readonly code: ThreeInOneCode; readonly severity: Severity };

/** Where the labour relation lies in each mode (practice 12). */
const employerOf: Readonly<Record<CooperationMode, Holder>> = {
  agency: 'client',
  payrollAgency: 'client',
  archive: 'client',
  dispatch: 'provider',
  outsourcing: 'provider',
  own: 'provider',
};

/** In these modes pay or insurance may be done by the client itself, and is then not on file. */
const paysElsewhere: readonly CooperationMode[] = ['agency', 'archive'];
const insuresElsewhere: readonly CooperationMode[] = ['payrollAgency', 'archive'];

/** Forms that must be insured (社会保险法 art. 58; 劳务派遣暂行规定 arts. 8, 18). */
const insuredForms: readonly EmploymentForm[] = ['fullTime', 'dispatch'];

/**
 * Contract, pay+tax and insurance entity of one person, judged by the rule of the cooperation mode.
 * The holder of the paying account is a separate fact and no part of it. Gravest first; empty is
 * right.
 */
export function judgeThreeInOne(facts: ThreeInOneFacts): readonly Breach[] {
  const { mode, form, contract: employer, payTax, insurance } = facts;
  const breaches: Breach[] = [];
  const found = (code: ThreeInOneCode, severity: Severity) => breaches.push({ code, severity });

  const insurers = [
    ...(insurance ? [insurance] : []),
    ...facts.insuredUnder.map((one) => one.entity),
  ];
  if (insurers.some((entity) => !mayInsure(facts, entity))) found('insuranceThirdParty', 'refused');
  if (employer.holder !== employerOf[mode]) found('contractHolderWrong', 'block');
  if (payTax && companyOf(payTax) !== companyOf(employer)) found('payTaxThirdParty', 'block');
  if (isFormWrong(mode, form)) found('formWrong', 'block');
  const isInsured = insurers.length > 0;
  if (payTax && !isInsured && insuredForms.includes(form) && !insuresElsewhere.includes(mode)) {
    found('payWithoutInsurance', 'high');
  }
  if (isInsured && !payTax && !paysElsewhere.includes(mode)) found('insuranceWithoutPay', 'high');
  if (facts.insuredUnder.some((one) => cityOf(one.cityCode) !== cityOf(facts.workCityCode))) {
    found('insuredCityDiffers', form === 'dispatch' ? 'high' : 'warn');
  }
  if (isServedByBranch(facts, insurers)) found('branchServes', 'warn');
  return breaches;
}

/** 大库代缴 is what remains: the account's holder neither employs nor hosts the person. */
function mayInsure(facts: ThreeInOneFacts, insurer: LegalEntity): boolean {
  if (companyOf(insurer) === companyOf(facts.contract)) return true;
  // 劳务派遣暂行规定 art. 19: without a branch there, the host enrols on behalf of the dispatcher.
  return (
    facts.mode === 'dispatch' && facts.form === 'dispatch' && insurer.id === facts.hostEntityId
  );
}

/** Dispatch in name belongs to dispatch in mode; a dispatched worker is never part-time. */
function isFormWrong(mode: CooperationMode, form: EmploymentForm): boolean {
  if (mode === 'dispatch') return form === 'partTime';
  return form === 'dispatch';
}

/** A branch pays or insures for its company, or the company for its branch. */
function isServedByBranch(facts: ThreeInOneFacts, insurers: readonly LegalEntity[]): boolean {
  const employer = facts.contract;
  const isOther = (entity: LegalEntity) =>
    entity.id !== employer.id && companyOf(entity) === companyOf(employer);
  // Art. 19 asks the dispatcher's branch in the host's place to insure, so that is no finding.
  const insuresApart = facts.form !== 'dispatch' && insurers.some(isOther);
  return insuresApart || (facts.payTax !== null && isOther(facts.payTax));
}

/** Districts count as their city; the four municipalities are one city each. */
function cityOf(code: string): string {
  const isMunicipality = ['11', '12', '31', '50'].includes(code.slice(0, 2));
  return isMunicipality ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}
