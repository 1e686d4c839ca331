import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, type Id, ok, yearOf } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { loadRun, type PayrollRun } from '../run/payroll-run.store.ts';
import { wageEarners } from './wage-earner.store.ts';

type Row = Output<typeof contract.listOpeningBalances>['rows'][number];
type Facts = NonNullable<Row['filed']>;
type Filed = Facts & {
  taxpayerId: Id<'txp'>;
  toPeriod: NonNullable<Row['toPeriod']>;
  recordedAt: NonNullable<Row['recordedAt']>;
};

/** 期初累计 of the run's tax year by person. */
export async function listOpeningBalances(
  tx: Transaction,
  input: Input<typeof contract.listOpeningBalances>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const { rows, ...counts } = await wageEarners(tx, run, 'openingBalance', input);
  const entities = await visibleEntities(tx);
  const taxpayerIds = rows.flatMap(({ taxpayerId }) => taxpayerId ?? []);
  const filed = await filedOf(tx, run, taxpayerIds);
  const cumulated = await cumulatedOf(tx, run, taxpayerIds);
  return ok({
    ...counts,
    rows: rows.map(({ taxpayerId, isFiled: _, ...row }): Row => {
      const opening = taxpayerId === null ? undefined : filed.get(taxpayerId);
      return {
        ...row,
        entityName: entities.get(row.entityId)?.name ?? '',
        filed: opening ? factsOf(opening) : null,
        toPeriod: opening?.toPeriod ?? null,
        recordedAt: opening?.recordedAt ?? null,
        isCumulated: taxpayerId !== null && cumulated.has(taxpayerId),
      };
    }),
  });
}

function factsOf({ taxpayerId: _id, toPeriod: _to, recordedAt: _at, ...facts }: Filed): Facts {
  return facts;
}

/** The step that stands for the opening of the year: there is one at most. */
async function filedOf(
  tx: Transaction,
  run: PayrollRun,
  taxpayerIds: readonly Id<'txp'>[],
): Promise<Map<Id<'txp'>, Filed>> {
  const rows = await tx.sql<Filed>`
    select taxpayer_id as "taxpayerId", head_income as income, head_exempt as exempt,
           head_basic_deduction as "basicDeduction", head_special as "specialDeduction",
           head_additional as "additionalDeduction", head_other as "otherDeduction",
           head_relief as relief, head_withheld as withheld, tax_period as "toPeriod",
           recorded_at as "recordedAt"
      from payroll.tax_cumulation_step
     where (shard_key, tenant_id) in ((${tx.shardKey}, ${tx.tenantId}),
                                      (${tx.houseShardKey}, ${tx.houseId}))
       and taxpayer_id = any (${taxpayerIds}::uuid[]) and tax_year = ${yearOf(run.taxPeriod)}
       and income_kind = 'wages' and run_id is null and voided_at is null`;
  return new Map(rows.map((row) => [row.taxpayerId, row]));
}

/** Taxpayers whose year holds a locked run as well. */
async function cumulatedOf(
  tx: Transaction,
  run: PayrollRun,
  taxpayerIds: readonly Id<'txp'>[],
): Promise<Set<Id<'txp'>>> {
  const rows = await tx.sql<{ taxpayerId: Id<'txp'> }>`
    select distinct taxpayer_id as "taxpayerId"
      from payroll.tax_cumulation_step
     where (shard_key, tenant_id) in ((${tx.shardKey}, ${tx.tenantId}),
                                      (${tx.houseShardKey}, ${tx.houseId}))
       and taxpayer_id = any (${taxpayerIds}::uuid[]) and tax_year = ${yearOf(run.taxPeriod)}
       and income_kind = 'wages' and run_id is not null and voided_at is null`;
  return new Set(rows.map(({ taxpayerId }) => taxpayerId));
}
