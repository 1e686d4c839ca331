import type { gigIncomeContract as contract, Input, Output } from '@heyi/contract';
import { type Fen, isUuid, ok } from '@heyi/kernel';
import { askStripes, newestOf, stripeKeysOf, type Transaction } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';
import { findPrograms } from '../program/program.store.ts';

type Row = Output<typeof contract.listIncomeLines>['rows'][number];
type Wanted = Input<typeof contract.listIncomeLines>;

/**
 * The newest first, over all stripes; the sums are of everything that the filter finds. Sandbox lines
 * are shown with their worker alone.
 */
export async function listIncomeLines(tx: Transaction, input: Wanted) {
  const keys = await stripeKeysOf(tx);
  const limit = input.limit ?? 50;
  const [workerId, kind] = [input.workerId ?? null, input.incomeKind ?? null];
  const [workPeriod, businessId] = [input.workPeriod ?? null, input.businessId ?? null];
  const live = (await findPrograms(tx, { environment: 'live' })).map(({ id }) => id);
  const of = { live, limit: limit + 1 };
  const found = await askStripes(keys, (key) => linesOfStripe(tx, { ...of, key }, input));
  const rows = newestOf(found, limit + 1);
  const [total] = await tx.sql<{ lines: number; amount: Fen }>`
    select count(*)::int as lines, coalesce(sum(l.amount), 0)::bigint as amount
      from gig.income_line l
      join gig.balance b
        on b.shard_key = l.shard_key and b.tenant_id = l.tenant_id and b.id = l.balance_id
     where l.shard_key = any(${keys}::int[]) and l.tenant_id = ${tx.tenantId}
       and (b.worker_id = ${workerId}
            or ${workerId}::uuid is null and b.program_id = any(${live}::uuid[]))
       and (${kind}::text is null or b.income_kind = ${kind})
       and (${workPeriod}::text is null or l.work_period = ${workPeriod})
       and (${businessId}::text is null or l.business_id = ${businessId})`;
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, ...total!, next: rows.length > limit ? shown.at(-1)!.id : null });
}

type Of = { readonly key: number; readonly live: readonly ProgramId[]; readonly limit: number };

function linesOfStripe(tx: Transaction, { key, live, limit }: Of, input: Wanted): Promise<Row[]> {
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const [workerId, kind] = [input.workerId ?? null, input.incomeKind ?? null];
  const [workPeriod, businessId] = [input.workPeriod ?? null, input.businessId ?? null];
  return tx.sql<Row>`
    select l.id, l.business_id as "businessId", w.external_id as "externalWorkerId",
           w.id as "workerId", w.name as "workerName", b.income_kind as "incomeKind", l.task,
           l.accepted_on as "acceptedOn", l.work_period as "workPeriod", l.amount,
           original.business_id as "correctsBusinessId", l.source, l.created_at as "reportedAt"
      from gig.income_line l
      join gig.balance b
        on b.shard_key = l.shard_key and b.tenant_id = l.tenant_id and b.id = l.balance_id
      join gig.worker w
        on w.shard_key = b.shard_key and w.tenant_id = b.tenant_id and w.id = b.worker_id
      left join gig.income_line original
        on original.shard_key = l.shard_key and original.tenant_id = l.tenant_id
       and original.id = l.corrects_id
     where l.shard_key = ${key} and l.tenant_id = ${tx.tenantId}
       and (b.worker_id = ${workerId}
            or ${workerId}::uuid is null and b.program_id = any(${live}::uuid[]))
       and (${kind}::text is null or b.income_kind = ${kind})
       and (${workPeriod}::text is null or l.work_period = ${workPeriod})
       and (${businessId}::text is null or l.business_id = ${businessId})
       and (${after}::uuid is null or l.id < ${after})
     order by l.id desc limit ${limit}`;
}
