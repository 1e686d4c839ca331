import type { PayOrdersSettled } from '@heyi/payments';
import { onShard, type Transaction } from '@heyi/platform';
import type { AccountTrouble } from './admission.ts';
import { openWorker } from './change-worker.ts';
import { judgeWorkers } from './judge-workers.ts';
import type { WorkerId } from './worker.ts';
import type { WorkerPlace } from './worker.store.ts';

/** What banks answer of an account that takes no money: 二类户已冻结, 已销户, 户名不符. */
const troubles: ReadonlyMap<string, AccountTrouble> = new Map([
  ['AC06', 'frozen'],
  ['AC04', 'closed'],
  ['BE01', 'nameDiffers'],
]);

type Refused = { workerId: WorkerId; code: string; text: string | null };

/**
 * A bank refused an account, or gave money back for it: its worker withdraws nothing until the account
 * is another, or the operator says that it is cured. News of an account that was replaced since concerns
 * nobody.
 */
export async function refuseAccounts(
  tx: Transaction,
  { subjectKind, shardKey, outcomes }: PayOrdersSettled,
): Promise<void> {
  if (subjectKind !== 'withdrawalDay') return;
  const ids = outcomes.flatMap(({ state, subjectIds }) =>
    state === 'failed' || state === 'returned' ? subjectIds : [],
  );
  if (ids.length === 0) return;
  const at = onShard(tx, shardKey);
  const refused = await at.sql<Refused>`
    select distinct on (w.id) w.id as "workerId", o.code, o.text
      from gig.withdrawal_outcome d
      join payments.pay_order o
        on o.shard_key = d.shard_key and o.tenant_id = d.tenant_id and o.id = d.pay_order_id
       and o.code = any(${[...troubles.keys()]}::text[])
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
       and w.payee_account_masked = o.payee_account_masked
     where d.shard_key = ${at.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.id = any(${ids}::uuid[])
     order by w.id, o.id desc`;
  for (const { workerId, code, text } of refused) {
    const note = `${code} ${text ?? ''}`.trim();
    await refuseAccount(tx, { workerId }, troubles.get(code)!, note);
  }
}

/** A bank says that the account takes no money. The worker is locked here. */
export async function refuseAccount(
  tx: Transaction,
  wanted: { readonly workerId: WorkerId } | { readonly externalWorkerId: string },
  trouble: AccountTrouble,
  note: string,
): Promise<void> {
  const worker = await openWorker(tx, wanted);
  if (!worker.ok || worker.value.accountTrouble === trouble) return;
  await markAccount(tx, worker.value, trouble);
  await judgeWorkers(tx, [worker.value], { what: 'accountRefused', note, always: true });
}

export async function markAccount(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
  trouble: AccountTrouble | null,
): Promise<void> {
  await tx.sql`
    update gig.worker
       set account_trouble = ${trouble}, account_trouble_at = ${trouble === null ? null : tx.now}
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and id = ${workerId}`;
}
