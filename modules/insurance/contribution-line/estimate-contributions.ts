import {
  employerCostPermission,
  type Input,
  type insuranceContract as contract,
} from '@heyi/contract';
import { fail, ok, sum, zeroFen } from '@heyi/kernel';
import { may, type Transaction } from '@heyi/platform';
import { currentPolicy, reasonView } from '@heyi/statutory';
import { insuredMonths } from './insured-month.store.ts';
import { dueIn, isProvisional } from './insured-month.ts';

/** What a person's month costs by the figures known now. Writes nothing. */
export async function estimateContributions(
  tx: Transaction,
  input: Input<typeof contract.estimateContributions>,
) {
  const { employmentId, period } = input;
  const [employment] = await tx.sql`
    select employment_id from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId}`;
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const months = await insuredMonths(tx, period, [employmentId]);
  if (months.length === 0) return fail({ code: 'estimate.not_insured' as const });
  const due = months.map((month) => ({ month, ...dueIn(currentPolicy, period, month) }));
  const seesCost = may(tx, employerCostPermission);
  const lines = due.flatMap(({ month, lines: kinds }) =>
    kinds.map((line) => ({
      kind: line.kind,
      registrationId: month.registrationId,
      cityCode: month.cityCode,
      base: line.base,
      employer: seesCost ? line.employer : null,
      employee: line.employee,
      provisional: isProvisional(line),
      reasons: (seesCost
        ? [line.reasons.employer, line.reasons.employee]
        : [line.reasons.employee]
      ).map(reasonView),
    })),
  );
  const unknown = due.flatMap(({ month, unknowns }) =>
    unknowns.map(({ kind, failure }) => ({
      kind,
      cityCode: month.cityCode,
      policyKey: 'key' in failure ? failure.key : failure.code,
    })),
  );
  const totals = {
    employer: seesCost ? sum(lines.map(({ employer }) => employer!)) : null,
    employee: sum(lines.map(({ employee }) => employee)),
    lateFee: zeroFen,
  };
  return ok({ lines, totals, unknown });
}
