import { statutoryContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { calculateAnnualBonus } from './calculate-annual-bonus.ts';
import { calculateContributions } from './calculate-contributions.ts';
import { calculateIncomeTaxRule } from './calculate-income-tax-rule.ts';
import { calculateLateFee } from './calculate-late-fee.ts';
import { calculateRetirement } from './calculate-retirement.ts';
import { calculateWithholding } from './calculate-withholding.ts';
import { listPolicyCities } from './list-policy-cities.ts';

export const routes = [
  route(contract.calculateWithholding, calculateWithholding),
  route(contract.calculateAnnualBonus, calculateAnnualBonus),
  route(contract.calculateIncomeTaxRule, calculateIncomeTaxRule),
  route(contract.listPolicyCities, listPolicyCities),
  route(contract.calculateContributions, calculateContributions),
  route(contract.calculateRetirement, calculateRetirement),
  route(contract.calculateLateFee, calculateLateFee),
];
