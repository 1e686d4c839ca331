import { money } from './fields.ts';

/**
 * 用工成本 apart from 实发: what the employer pays beside the wage. Whoever lacks this permission reads
 * null where an answer would tell it, and files leave it out.
 */
export const employerCostPermission = 'employer_cost:read';

/** An amount that tells the employer's cost; null for whoever may not read it. */
export const employerMoney = money.nullable();
