import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { addMonths, fail, type Fen, isUuid, monthIndex, ok } from '@heyi/kernel';
import { stripeKeysOf, type Transaction } from '@heyi/platform';
import type { WorkerState } from '../worker/admission.ts';
import type { WorkerId } from '../worker/worker.ts';
import { openGauges } from './gauge.ts';
import { loadVatReadings } from '../withholding/vat-terms.ts';

type Row = {
  workerId: WorkerId;
  externalWorkerId: string;
  name: string;
  state: WorkerState;
  month: Fen;
  twelveMonths: Fen;
};

/** Labour remuneration only: a red packet is no sale. What came back does not count. */
export async function listGauges(tx: Transaction, input: Input<typeof contract.listGauges>) {
  const reading = (await loadVatReadings(tx))(input.period);
  const gauges = openGauges(input.period, reading?.levy ?? 'reduced');
  if (!gauges.ok) return fail({ code: 'gauge.figures_unknown' as const });
  const limit = input.limit ?? 50;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const { warnedFrom } = gauges.value;
  const last = monthIndex(input.period);
  const first = monthIndex(addMonths(input.period, -11));
  const rows = await tx.sql<Row>`
    select found.* from unnest(${await stripeKeysOf(tx)}::int[]) as stripe (shard_key)
     cross join lateral (
      select k.id as "workerId", k.external_id as "externalWorkerId", k.name, k.state,
             paid.month, paid.year as "twelveMonths"
        from gig.worker k
        cross join lateral (
             select coalesce(sum(w.gross) filter (where w.tax_month = ${last}), 0)::bigint as month,
                    coalesce(sum(w.gross), 0)::bigint as year
               from gig.withdrawal w
               join gig.program g
                 on g.shard_key = ${tx.tenantShardKey} and g.tenant_id = w.tenant_id
                and g.id = w.program_id and g.environment = 'live'
               join gig.balance b
                 on b.shard_key = w.shard_key and b.tenant_id = w.tenant_id and b.id = w.balance_id
                and b.income_kind = 'labourRemuneration'
              where w.shard_key = k.shard_key and w.tenant_id = k.tenant_id and w.worker_id = k.id
                and w.tax_month between ${first} and ${last} and w.reversed_at is null) paid
       where k.shard_key = stripe.shard_key and k.tenant_id = ${tx.tenantId}
         and (${input.workerId ?? null}::uuid is null or k.id = ${input.workerId ?? null})
         and (${after}::uuid is null or k.id < ${after})
         and (not ${input.warned ?? false} or paid.month >= ${warnedFrom.month}
              or paid.year >= ${warnedFrom.twelveMonths})
       order by k.id desc limit ${limit + 1}) found
     order by found."workerId" desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  return ok({
    rows: shown.map(({ month, twelveMonths, ...row }) => ({
      ...row,
      month: gauges.value.month(month),
      twelveMonths: gauges.value.twelveMonths(twelveMonths),
    })),
    next: rows.length > limit ? shown.at(-1)!.workerId : null,
  });
}
