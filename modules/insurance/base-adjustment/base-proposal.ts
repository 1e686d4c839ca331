import type { baseAdjustmentContract as contract } from '@heyi/contract';
import { addMonths, type Fen, type PayPeriod, payPeriod, yearOf } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import { publishAll, type Transaction } from '@heyi/platform';
import { type AdjustmentId, lockAdjustment } from './base-adjustment.store.ts';

export type ProposalSource = (typeof contract.proposalSources)[number];

/** News: what wages are known of these people? Whoever pays them answers by `base_proposals.found`. */
export type BasesWanted = {
  readonly adjustmentId: AdjustmentId;
  /** First month of the new bases: terms that are agreed for it count. */
  readonly period: PayPeriod;
  /** The calendar year before, whose wages as paid make the average. */
  readonly fromPeriod: PayPeriod;
  readonly toPeriod: PayPeriod;
  readonly employmentIds: readonly EmploymentId[];
};

export type BaseProposal = {
  readonly employmentId: EmploymentId;
  readonly source: ProposalSource;
  readonly amount: Fen;
  readonly months: number | null;
  readonly fromPeriod: PayPeriod | null;
  readonly toPeriod: PayPeriod | null;
};

/** The answer, in pieces. */
export type BasesFound = {
  readonly adjustmentId: AdjustmentId;
  readonly proposals: readonly BaseProposal[];
};

const peopleAtOnce = 1000;

/** Bases of a year rest on the wages of the calendar year before (社会保险法 art. 12). */
export async function askProposals(
  tx: Transaction,
  adjustmentId: AdjustmentId,
  period: PayPeriod,
): Promise<void> {
  const rows = await tx.sql<{ id: EmploymentId }>`
    select employment_id as id from insurance.base_adjustment_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and adjustment_id = ${adjustmentId}
     order by employment_id`;
  const fromPeriod = payPeriod(`${yearOf(period) - 1}-01`);
  const asked = { adjustmentId, period, fromPeriod, toPeriod: addMonths(fromPeriod, 11) };
  const pieces: EmploymentId[][] = [];
  for (let at = 0; at < rows.length; at += peopleAtOnce) {
    pieces.push(rows.slice(at, at + peopleAtOnce).map(({ id }) => id));
  }
  await publishAll(
    tx,
    pieces.map((employmentIds) => ({
      type: 'base_proposals.wanted',
      payload: { ...asked, employmentIds } satisfies BasesWanted,
    })),
  );
}

/** Kept beside the rows: nobody's base moves by it. Heard again it is the same. */
export async function keepProposals(tx: Transaction, news: BasesFound): Promise<void> {
  const { adjustmentId, proposals } = news;
  const adjustment = await lockAdjustment(tx, adjustmentId);
  if (adjustment?.state !== 'open') return;
  await tx.sql`
    insert into insurance.base_proposal
           (shard_key, tenant_id, adjustment_id, employment_id, source, amount_fen, months,
            from_period, to_period)
    select r.shard_key, r.tenant_id, r.adjustment_id, r.employment_id, n.source, n.amount,
           n.months, n."fromPeriod", n."toPeriod"
      from jsonb_to_recordset(${JSON.stringify(proposals)}::jsonb)
             as n ("employmentId" uuid, source text, amount bigint, months int,
                   "fromPeriod" text, "toPeriod" text)
      join insurance.base_adjustment_row r
        on r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.adjustment_id = ${adjustmentId} and r.employment_id = n."employmentId"
    on conflict (shard_key, tenant_id, adjustment_id, employment_id, source) do update
       set amount_fen = excluded.amount_fen, months = excluded.months,
           from_period = excluded.from_period, to_period = excluded.to_period`;
}
