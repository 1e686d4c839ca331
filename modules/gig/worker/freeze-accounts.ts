import type { PayOrdersSettled } from '@heyi/payments';
import { onShard, type Transaction } from '@heyi/platform';
import { freezeWorkerAccount } from './suspend-worker.ts';
import type { WorkerId } from './worker.ts';

/** What banks answer of an account that takes no money any more: 二类户已冻结. */
const frozenCode = 'AC06';

type Frozen = { workerId: WorkerId; text: string | null };

/**
 * A bank refused an account as frozen: its worker is suspended until the account is another, or the
 * operator says that it is cured. News of an account that was replaced since concerns nobody.
 */
export async function freezeAccounts(
  tx: Transaction,
  { subjectKind, shardKey, outcomes }: PayOrdersSettled,
): Promise<void> {
  if (subjectKind !== 'withdrawalDay') return;
  const ids = outcomes.flatMap(({ state, subjectIds }) =>
    state === 'failed' || state === 'returned' ? subjectIds : [],
  );
  if (ids.length === 0) return;
  const at = onShard(tx, shardKey);
  const frozen = await at.sql<Frozen>`
    select distinct w.id as "workerId", o.text
      from gig.withdrawal_outcome d
      join payments.pay_order o
        on o.shard_key = d.shard_key and o.tenant_id = d.tenant_id and o.id = d.pay_order_id
       and o.code = ${frozenCode}
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
       and w.payee_account_masked = o.payee_account_masked
     where d.shard_key = ${at.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.id = any(${ids}::uuid[])
     order by w.id`;
  for (const { workerId, text } of frozen) {
    await freezeWorkerAccount(tx, { workerId }, `${frozenCode} ${text ?? ''}`.trim());
  }
}
