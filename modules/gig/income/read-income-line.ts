import type { gigIncomeContract as contract, Input, Output } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findWorker } from '../worker/worker.store.ts';

type LineView = Output<typeof contract.readIncomeLine>;

export async function readIncomeLine(
  tx: Transaction,
  input: Input<typeof contract.readIncomeLine>,
) {
  const place = await findWorker(tx, input.externalWorkerId);
  if (place === null) return fail({ code: 'worker.not_found' as const });
  const [line] = await tx.sql<LineView>`
    select l.id, l.business_id as "businessId", ${input.externalWorkerId} as "externalWorkerId",
           b.income_kind as "incomeKind", l.task, l.accepted_on as "acceptedOn",
           l.work_period as "workPeriod", l.amount, original.business_id as "correctsBusinessId",
           l.source, l.created_at as "reportedAt"
      from gig.balance b
      join gig.income_line l
        on l.shard_key = b.shard_key and l.tenant_id = b.tenant_id and l.balance_id = b.id
       and l.business_id = ${input.businessId}
      left join gig.income_line original
        on original.shard_key = l.shard_key and original.tenant_id = l.tenant_id
       and original.id = l.corrects_id
     where b.shard_key = ${place.shardKey} and b.tenant_id = ${tx.tenantId}
       and b.worker_id = ${place.workerId}`;
  return line ? ok(line) : fail({ code: 'income_line.not_found' as const });
}
