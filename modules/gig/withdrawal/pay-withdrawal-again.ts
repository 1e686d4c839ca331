import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { assert, fail, isShardedId, ok, shardKeyIn, siblingId } from '@heyi/kernel';
import { findPayerAccount, retryPayOrders } from '@heyi/payments';
import { onShard, tenantCipher, type Transaction } from '@heyi/platform';
import { findProgram } from '../program/program.store.ts';
import type { ProgramId } from '../program/program.ts';
import { findWithdrawal } from './withdrawal-view.ts';
import { lockStripeOf } from './lock-stripe-of.ts';

type Returned = {
  programId: ProgramId;
  attempt: number;
  workerState: string;
  accountTrouble: string | null;
  payeeName: string;
  payeeAccount: Buffer | null;
  payeeBankCode: string | null;
};

/** To the account that the worker has now; the tax was paid with the first attempt. */
export async function payWithdrawalAgain(
  tx: Transaction,
  { withdrawalId: id }: Input<typeof contract.payWithdrawalAgain>,
) {
  if (!isShardedId(id)) return fail({ code: 'withdrawal.not_found' as const });
  const at = onShard(tx, shardKeyIn(id));
  await lockStripeOf(at, [id]);
  const found = await findWithdrawal(at, id);
  if (found === null) return fail({ code: 'withdrawal.not_found' as const });
  const [row] = await at.sql<Returned>`
    select d.program_id as "programId", d.attempt, w.state as "workerState",
           w.account_trouble as "accountTrouble", w.name as "payeeName",
           w.payee_account as "payeeAccount", w.payee_bank_code as "payeeBankCode"
      from gig.withdrawal d
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
     where d.shard_key = ${at.shardKey} and d.tenant_id = ${at.tenantId} and d.id = ${id}
       and d.seq is not null and d.reversed_at is null and d.state in ('failed', 'returned')`;
  if (!row) return fail({ code: 'withdrawal.not_returned' as const });
  if (row.workerState === 'suspended' && row.accountTrouble !== null) {
    return fail({ code: 'worker.account_unusable' as const });
  }
  if (row.workerState !== 'admitted' || row.payeeAccount === null) {
    return fail({ code: 'worker.not_admitted' as const });
  }
  const program = await findProgram(tx, row.programId);
  assert(program, 'a withdrawal has its program');
  const payer = await findPayerAccount(tx, program.payerAccountId);
  if (payer?.state !== 'active') return fail({ code: 'payer_account.closed' as const });
  const { payeeName, payeeBankCode: bankCode } = row;
  const accountNumber = (await tenantCipher(at)).open(row.payeeAccount);
  const correction = { payeeName, accountNumber, bankCode };
  const payOrderId = siblingId<'pay'>(id, row.attempt);
  const made = await retryPayOrders(at, [{ payOrderId, correction }]);
  assert(made === 1, 'a returned order is open to another attempt');
  await at.sql`
    update gig.withdrawal set attempt = attempt + 1, state = null
     where shard_key = ${at.shardKey} and tenant_id = ${at.tenantId} and id = ${id}`;
  return ok((await findWithdrawal(at, id))!);
}
