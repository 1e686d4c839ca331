import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { assert, fail, type Id, isShardedId, ok, shardKeyIn, siblingId } from '@heyi/kernel';
import { lockTotals, postStream } from '@heyi/ledger';
import { cancelPayOrder, isCancellable, lockOrders } from '@heyi/payments';
import { onShard, sendInTurn, type Transaction } from '@heyi/platform';
import { findProgram } from '../program/program.store.ts';
import { environmentOf, type ProgramId } from '../program/program.ts';
import { journalSlots } from './decide-reversal.ts';
import { reverseWithdrawals } from './reverse-withdrawals.ts';
import { findWithdrawal } from './withdrawal-view.ts';
import { lockStripeOf } from './lock-stripe-of.ts';
import { accountIdsOf } from './withdraw-batch.ts';
import type { WithdrawalId } from './withdrawal.ts';

type Cancellable = {
  state: string | null;
  programId: ProgramId;
  accountId: Id<'lac'>;
  gross: number;
  attempt: number;
};

/** The stripe first, then the order, then the accounts: the order in which everybody locks them. */
export async function cancelWithdrawal(
  tx: Transaction,
  { withdrawalId: id }: Input<typeof contract.cancelWithdrawal>,
) {
  if (!isShardedId(id)) return fail({ code: 'withdrawal.not_found' as const });
  const at = onShard(tx, shardKeyIn(id));
  await lockStripeOf(at, [id]);
  const row = await loadCancellable(at, id);
  if (row === null) return fail({ code: 'withdrawal.not_found' as const });
  if (row.state === 'suspended') {
    await release(at, id, row);
    return ok((await findWithdrawal(at, id))!);
  }
  const payOrderId = siblingId<'pay'>(id, row.attempt);
  const order = (await lockOrders(at, [payOrderId])).get(payOrderId);
  if (row.state !== null || !order || !isCancellable(order)) {
    return fail({ code: 'withdrawal.already_sent' as const });
  }
  await lockAccounts(at, row);
  const cancelled = await cancelPayOrder(at, { tenantId: tx.tenantId, payOrderId });
  assert(cancelled.ok, 'an order that is locked and queued can be cancelled');
  await reverseWithdrawals(at, new Map([[id, 'cancelled' as const]]));
  return ok((await findWithdrawal(at, id))!);
}

async function loadCancellable(tx: Transaction, id: WithdrawalId): Promise<Cancellable | null> {
  const [row] = await tx.sql<Cancellable>`
    select d.state, d.program_id as "programId", b.account_id as "accountId", d.gross, d.attempt
      from gig.withdrawal d
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
       and w.environment = ${environmentOf(tx)}
      join gig.balance b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and b.id = d.balance_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.id = ${id}`;
  return row ?? null;
}

async function lockAccounts(tx: Transaction, row: Cancellable) {
  const program = await findProgram(tx, row.programId);
  assert(program, 'a withdrawal has its program');
  const accounts = accountIdsOf(tx, program);
  await lockTotals(tx, [row.accountId, ...Object.values(accounts)]);
  return accounts;
}

/** What was held for the client's money is withdrawable again; no tax was ever computed. */
async function release(tx: Transaction, id: WithdrawalId, row: Cancellable): Promise<void> {
  await tx.sql`
    update gig.program_stripe
       set suspended_count = suspended_count - 1, suspended_amount = suspended_amount - ${row.gross}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and program_id = ${row.programId}`;
  const accounts = await lockAccounts(tx, row);
  await tx.sql`
    update gig.withdrawal set state = 'cancelled'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  const journal = {
    id: siblingId<'jrn'>(id, journalSlots.released),
    kind: 'withdrawal.released' as const,
    accounts: [accounts.withdrawableHeld, row.accountId],
    amounts: [row.gross, -row.gross],
  };
  await sendInTurn(postStream(tx, tx.today, [journal]));
}
