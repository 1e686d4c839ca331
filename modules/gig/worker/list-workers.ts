import type { gigWorkerContract as contract, Input, Output } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import { stripeKeysOf, type Transaction } from '@heyi/platform';
import type { WorkerState } from './admission.ts';

type Row = Output<typeof contract.listWorkers>['rows'][number];

/** The newest first, over all stripes: each gives one page, and the newest of them are shown. */
export async function listWorkers(tx: Transaction, input: Input<typeof contract.listWorkers>) {
  const keys = await stripeKeysOf(tx);
  const limit = input.limit ?? 50;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const search = input.search ?? null;
  const environment = input.environment ?? 'live';
  const found: Row[] = [];
  // A stripe is on one node.
  for (const key of keys) {
    found.push(
      ...(await tx.sql<Row>`
      select w.id, w.environment, w.external_id as "externalWorkerId", w.name, p.document_kind as "documentKind",
             p.document_masked as "documentMasked", p.phone_masked as "phoneMasked", w.channel,
             w.payee_account_masked as "accountMasked", w.state, p.reasons,
             p.registered_at as "registeredAt"
        from gig.worker w
        join gig.worker_profile p
          on p.shard_key = w.shard_key and p.tenant_id = w.tenant_id and p.worker_id = w.id
       where w.shard_key = ${key} and w.tenant_id = ${tx.tenantId}
         and w.environment = ${environment}
         and (${input.state ?? null}::text is null or w.state = ${input.state ?? null})
         and (${input.reason ?? null}::text is null or ${input.reason ?? null} = any(p.reasons))
         and (${search}::text is null or starts_with(w.name, ${search})
              or starts_with(w.external_id, ${search}))
         and (${after}::uuid is null or w.id < ${after})
       order by w.id desc limit ${limit + 1}`),
    );
  }
  const rows = found.toSorted((a, b) => (a.id > b.id ? -1 : 1)).slice(0, limit + 1);
  const counts = await tx.sql<{ state: WorkerState; workers: number }>`
    select state, count(*)::int as workers from gig.worker
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       and environment = ${environment}
     group by state`;
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, counts, next: rows.length > limit ? shown.at(-1)!.id : null });
}
