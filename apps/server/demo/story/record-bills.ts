import { type Fen, type PayPeriod, zeroFen } from '@heyi/kernel';
import { dueIn, type InsuredMonth, type NewLine, recordContributionLines } from '@heyi/insurance';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, type Policy } from '@heyi/statutory';
import type { TenantKey } from '../cast/company.ts';
import {
  fundOverLimitBase,
  fundOverLimitContribution,
  goldenPerson,
} from '../cast/golden-people.ts';
import { policyOfBill } from './calendar.ts';
import type { World } from './open-companies.ts';

/** The agencies' bills of a month, by the figures that were published then. */
export async function recordBills(
  world: World,
  tenant: TenantKey,
  period: PayPeriod,
): Promise<number> {
  const policy = policyOfBill(period);
  return world.stage.inside(world.tenantOf(tenant), async (tx) => {
    const months = await insuredIn(tx, period);
    const overLimitId = await employmentOf(tx, overLimit);
    const lines = months.flatMap((month) =>
      billOf(policy, period, month, month.employmentId === overLimitId),
    );
    const { recorded } = await recordContributionLines(tx, lines);
    return recorded;
  });
}

async function insuredIn(tx: Transaction, period: PayPeriod): Promise<InsuredMonth[]> {
  return tx.sql<InsuredMonth>`
    select d.employment_id as "employmentId", d.registration_id as "registrationId",
           d.registration_kind as "registrationKind", d.city_code as "cityCode",
           d.base_fen as base, d.housing_fund_rate_ppm as "housingFundRatePpm",
           d.supplementary_rate_ppm as "supplementaryRatePpm",
           d.injury_rate_ppm as "injuryRatePpm", d.hukou_type as "hukouType",
           d.insured_type as "insuredType", d.tier
      from people.enrolment_detail d
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.start_month <= ${period} and (d.stop_month is null or d.stop_month >= ${period})
     order by d.employment_id, d.registration_kind`;
}

async function employmentOf(tx: Transaction, employeeNumber: string): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }>`
    select employment_id as id from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employee_no = ${employeeNumber}`;
  return row?.id ?? null;
}

const overLimit = goldenPerson('fundOverLimit').rows[0]!.employeeNumber;

/**
 * By the figures published then. What the policy files learned only later, the agency knew all the
 * same: a fund was not free of charge because we had not read its notice.
 */
function chargedIn(policy: Policy, period: PayPeriod, month: InsuredMonth) {
  const { lines, unknowns } = dueIn(policy, period, month);
  if (unknowns.length === 0) return lines;
  const kinds = new Set(unknowns.map(({ kind }) => kind));
  const later = dueIn(currentPolicy, period, month).lines;
  return [...lines, ...later.filter(({ kind }) => kinds.has(kind))];
}

function billOf(
  policy: Policy,
  period: PayPeriod,
  month: InsuredMonth,
  isOverLimit: boolean,
): NewLine[] {
  return chargedIn(policy, period, month).map((line): NewLine => {
    const isHigh = isOverLimit && line.kind === 'housingFund';
    const amounts: { base: Fen; employer: Fen; employee: Fen } = isHigh
      ? {
          base: fundOverLimitBase,
          employer: fundOverLimitContribution,
          employee: fundOverLimitContribution,
        }
      : { base: line.base, employer: line.employer, employee: line.employee };
    return {
      employmentId: month.employmentId,
      registrationId: month.registrationId,
      kind: line.kind,
      period,
      billPeriod: period,
      type: 'regular',
      source: 'officialBill',
      ...amounts,
      lateFee: zeroFen,
      provisional: false,
      policyPin: null,
      evidenceFileId: null,
      differenceRunId: null,
    };
  });
}
