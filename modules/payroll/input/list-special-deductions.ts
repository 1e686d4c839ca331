import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { loadRun, type PayrollRun } from '../run/payroll-run.store.ts';
import { wageEarners } from './wage-earner.store.ts';

type Row = Output<typeof contract.listSpecialDeductions>['rows'][number];
type Filed = NonNullable<Row['filed']> & { taxpayerId: Id<'txp'>; recordedAt: Row['recordedAt'] };

/** 专项附加扣除 of the run's tax period by person; `missing` are those whom the file does not cover. */
export async function listSpecialDeductions(
  tx: Transaction,
  input: Input<typeof contract.listSpecialDeductions>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const { rows, ...counts } = await wageEarners(tx, run, 'specialDeduction', input);
  const entities = await visibleEntities(tx);
  const filed = await filedOf(
    tx,
    run,
    rows.flatMap(({ taxpayerId }) => taxpayerId ?? []),
  );
  return ok({
    ...counts,
    rows: rows.map(({ taxpayerId, isFiled: _, ...row }): Row => {
      const line = taxpayerId === null ? undefined : filed.get(taxpayerId);
      return {
        ...row,
        entityName: entities.get(row.entityId)?.name ?? '',
        filed: line ? factsOf(line) : null,
        recordedAt: line?.recordedAt ?? null,
      };
    }),
  });
}

function factsOf({ taxpayerId: _id, recordedAt: _at, ...facts }: Filed) {
  return facts;
}

async function filedOf(
  tx: Transaction,
  run: PayrollRun,
  taxpayerIds: readonly Id<'txp'>[],
): Promise<Map<Id<'txp'>, Filed>> {
  const rows = await tx.sql<Filed>`
    select taxpayer_id as "taxpayerId", child_education as "childEducation",
           infant_care as "infantCare", continuing_education as "continuingEducation",
           housing_loan_interest as "housingLoanInterest", housing_rent as "housingRent",
           elder_support as "elderSupport", other, takes_basic_deduction as "takesBasicDeduction",
           first_employment as "firstEmployment", recorded_at as "recordedAt"
      from payroll.special_deduction
     where (shard_key, tenant_id) in ((${tx.shardKey}, ${tx.tenantId}),
                                      (${tx.houseShardKey}, ${tx.houseId}))
       and taxpayer_id = any (${taxpayerIds}::uuid[]) and tax_period = ${run.taxPeriod}`;
  return new Map(rows.map((row) => [row.taxpayerId, row]));
}
