import type { clientBillContract as contract, Input } from '@heyi/contract';
import { add, fail, newId, ok, subtract, sum, zeroFen } from '@heyi/kernel';
import { balanceOf, lockBooks, postJournals } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { lockReceipt } from '../receipt/receipt.store.ts';
import { applyMoney, metBy } from './apply-money.ts';
import { matchJournal, matchReference } from './book-bill.ts';
import { lockBill, readDues, setApplied } from './client-bill.store.ts';
import { viewBill } from './read-bills.ts';
import { usedOfReceipt } from './receipt-use.store.ts';
import { settleBill } from './settle-bill.ts';

export async function matchClientBill(
  tx: Transaction,
  input: Input<typeof contract.matchClientBill>,
) {
  const { amount } = input;
  const bill = await lockBill(tx, input.clientBillId);
  if (bill === null) return fail({ code: 'client_bill.not_found' as const });
  if (bill.state !== 'confirmed' && bill.state !== 'received') {
    return fail({ code: 'client_bill.not_asked' as const });
  }
  const before = await readDues(tx, bill.id);
  const open = sum(before.map((due) => subtract(due.asked, due.applied)));
  if (amount > open) return fail({ code: 'client_bill.matched_too_much' as const });
  const receipt = await lockReceipt(tx, input.receiptId);
  if (receipt?.clientId !== tx.tenantId) return fail({ code: 'receipt.not_found' as const });
  if (add(await usedOfReceipt(tx, receipt.id), amount) > receipt.amount) {
    return fail({ code: 'client_bill.receipt_used' as const });
  }
  const { payerAccountId, receivedOn } = receipt;
  const funds = { kind: 'clientFunds', payerAccountId } as const;
  const after = applyMoney(before, amount);
  const id = newId<'cbm'>();
  const journal = matchJournal(tx, bill, {
    reference: matchReference(receipt.id, id),
    payerAccountId,
    before,
    after,
  });
  const accounts = journal?.lines.map(({ account }) => account) ?? [];
  await lockBooks([{ tx, keys: [funds, ...accounts] }]);
  // What is held is still the client's: it has to lie there as well.
  const [there] = await balanceOf(tx, [funds]);
  if (amount > subtract(zeroFen, there!.balance)) {
    return fail({ code: 'funds.insufficient' as const });
  }
  if (journal) await postJournals(tx, [journal]);
  await setApplied(tx, bill.id, after);
  await tx.sql`
    insert into billing.client_bill_match (shard_key, tenant_id, id, bill_id, receipt_id,
                                           amount_fen, received_on, met, matched_at,
                                           matched_by_name)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${bill.id}, ${receipt.id}, ${amount},
            ${receivedOn}, ${JSON.stringify(metBy(before, after))}::jsonb, ${tx.now},
            ${tx.actor.name})`;
  await settleBill(tx, bill.id);
  return ok(await viewBill(tx, bill.id));
}
