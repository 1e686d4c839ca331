import type { billingContract as contract, Input } from '@heyi/contract';
import { add, fail, ok } from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { settleBillsOf } from '../client-bill/settle-bill.ts';
import { lockAdvance, viewAdvance } from './advance.store.ts';
import { bookRepayment } from './book-advance.ts';

export async function repayAdvance(tx: Transaction, input: Input<typeof contract.repayAdvance>) {
  const advance = await lockAdvance(tx, input.advanceId);
  if (advance === null) return fail({ code: 'advance.not_found' as const });
  if (advance.state !== 'outstanding') return fail({ code: 'advance.not_outstanding' as const });
  const repaid = add(advance.repaid, input.amount);
  if (repaid > advance.amount) return fail({ code: 'advance.repaid_too_much' as const });
  await bookRepayment(tx, advance, input.amount);
  const { payerAccountId } = advance;
  const [left] = await balanceOf(tx, [{ kind: 'clientFunds', payerAccountId }]);
  if (left!.balance > 0) return fail({ code: 'funds.insufficient' as const });
  const state = repaid === advance.amount ? ('repaid' as const) : ('outstanding' as const);
  await tx.sql`
    update billing.advance
       set repaid = ${repaid}, repayment_count = repayment_count + 1, state = ${state}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${advance.id}`;
  await settleBillsOf(tx, advance.id);
  return ok(viewAdvance(tx, { ...advance, repaid, state }));
}
