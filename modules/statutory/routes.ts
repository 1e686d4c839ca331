import { statutoryContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { calculateAnnualBonus } from './calculator/calculate-annual-bonus.ts';
import { calculateContributions } from './calculator/calculate-contributions.ts';
import { calculateIncomeTaxRule } from './calculator/calculate-income-tax-rule.ts';
import { calculateLateFee } from './calculator/calculate-late-fee.ts';
import { calculateRetirement } from './calculator/calculate-retirement.ts';
import { calculateWithholding } from './calculator/calculate-withholding.ts';
import { listPolicyCities } from './calculator/list-policy-cities.ts';

export const routes = [
  route(contract.calculateWithholding, calculateWithholding),
  route(contract.calculateAnnualBonus, calculateAnnualBonus),
  route(contract.calculateIncomeTaxRule, calculateIncomeTaxRule),
  route(contract.listPolicyCities, listPolicyCities),
  route(contract.calculateContributions, calculateContributions),
  route(contract.calculateRetirement, calculateRetirement),
  route(contract.calculateLateFee, calculateLateFee),
];
