import type { cooperationModes } from './clients.ts';
import type { EvidenceService } from './evidence-kinds.ts';

/** What a service order may hold, and what of it may be asked for one person and month. */

/** 社保代理 · 公积金代理 · 代发工资 · 个税申报 · 档案 · 证明 · 待遇申领 · 公积金贷款与提取. */
export const orderItems = [
  'socialInsurance',
  'housingFund',
  'payroll',
  'incomeTax',
  'personnelFile',
  'certificate',
  'benefitClaim',
  'housingFundBusiness',
] as const;

export type OrderItem = (typeof orderItems)[number];

type Mode = (typeof cooperationModes)[number];

const everything = orderItems;

/**
 * What may be agreed in a mode. In 代理 the client pays its wages itself; in 工资代发 it insures its
 * people itself; 档案 has no employment, so that nobody may be insured in it (practice 12).
 */
export const itemsOfMode: Readonly<Record<Mode, readonly OrderItem[]>> = {
  agency: orderItems.filter((item) => item !== 'payroll'),
  payrollAgency: ['payroll', 'incomeTax', 'certificate'],
  dispatch: everything,
  outsourcing: everything,
  archive: ['personnelFile', 'certificate'],
  own: everything,
};

/** What a line is for: the kinds of insurance tasks, and what agencies do beside them (practice 22). */
export const orderServices = [
  'enrol',
  'stop',
  'changeBase',
  'backContribution',
  'transferIn',
  'transferOut',
  'employmentFiling',
  'exitFiling',
  'firstCard',
  'housingFundLoan',
  'housingFundWithdrawal',
  'benefitClaim',
  'certificate',
  'personnelFile',
] as const satisfies readonly EvidenceService[];

export type OrderService = (typeof orderServices)[number];

/**
 * What is asked for by form or file. 增员, 减员 and the like come out of the roster as tasks, so that
 * nobody is insured who is not on it.
 */
export const requestedServices = [
  'housingFundLoan',
  'housingFundWithdrawal',
  'benefitClaim',
  'certificate',
  'personnelFile',
] as const satisfies readonly OrderService[];

export type RequestedService = (typeof requestedServices)[number];

export const itemOfRequest: Readonly<Record<RequestedService, OrderItem>> = {
  housingFundLoan: 'housingFundBusiness',
  housingFundWithdrawal: 'housingFundBusiness',
  benefitClaim: 'benefitClaim',
  certificate: 'certificate',
  personnelFile: 'personnelFile',
};
