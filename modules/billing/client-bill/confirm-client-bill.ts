import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, type Id, ok, zeroFen } from '@heyi/kernel';
import { type AccountKey, balanceOf, type Journal, lockBooks, postJournals } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { applyMoney } from './apply-money.ts';
import { confirmationJournal, matchJournal } from './book-bill.ts';
import {
  type Due,
  insertDues,
  lockBill,
  type LockedBill,
  readDues,
  setApplied,
} from './client-bill.store.ts';
import { viewBill } from './read-bills.ts';
import { askPeople } from './person-claim.ts';
import { lastPayerAccount } from './receipt-use.store.ts';
import { settleBill } from './settle-bill.ts';

/** What we owe on the bill meets what is owed to us at once; the rest waits for money. */
export async function confirmClientBill(
  tx: Transaction,
  input: Input<typeof contract.confirmClientBill>,
) {
  const bill = await lockBill(tx, input.clientBillId);
  if (bill === null) return fail({ code: 'client_bill.not_found' as const });
  if (bill.state !== 'estimate') return fail({ code: 'client_bill.not_estimate' as const });
  if (bill.hash !== input.hash) return fail({ code: 'client_bill.changed' as const });
  await tx.sql`
    update billing.client_bill
       set state = 'confirmed', confirmed_at = ${tx.now}, confirmed_by_name = ${tx.actor.name}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${bill.id}`;
  await insertDues(tx, bill.id);
  await book(tx, bill, await readDues(tx, bill.id));
  await settleBill(tx, bill.id);
  await askPeople(tx, bill.id);
  return ok(await viewBill(tx, bill.id));
}

async function book(tx: Transaction, bill: LockedBill, dues: readonly Due[]): Promise<void> {
  const made = await confirmationJournal(tx, bill);
  const payerAccountId = await lastPayerAccount(tx);
  const keys: AccountKey[] = [
    ...(made?.lines.map(({ account }) => account) ?? []),
    ...dues.map(({ legalEntityId }): AccountKey => ({ kind: 'clientDue', legalEntityId })),
    ...(payerAccountId ? [{ kind: 'clientFunds', payerAccountId } as const] : []),
  ];
  await lockBooks([{ tx, keys }]);
  const [after, offset] = await offsetOf(tx, bill, { dues, payerAccountId });
  await postJournals(
    tx,
    [made, offset].filter((journal) => journal !== null),
  );
  await setApplied(tx, bill.id, after);
}

/**
 * Between held money and the books the offset goes by the account that the client's money came to.
 * Without one, or with too little on it, each side is offset by itself, and the next bill carries it.
 */
async function offsetOf(
  tx: Transaction,
  bill: LockedBill,
  { dues, payerAccountId }: { dues: readonly Due[]; payerAccountId: Id<'pac'> | null },
): Promise<[Due[], Journal | null]> {
  const match = { reference: 'offset', payerAccountId, before: dues };
  if (payerAccountId !== null) {
    const after = applyMoney(dues, zeroFen);
    const journal = matchJournal(tx, bill, { ...match, after });
    const taken = journal?.lines.find(({ account }) => account.kind === 'clientFunds')?.amount ?? 0;
    const [there] = await balanceOf(tx, [{ kind: 'clientFunds', payerAccountId }]);
    if (taken <= 0 - there!.balance) return [after, journal];
  }
  // They are in this order: first what the books have, then what is held.
  const sides = [false, true].map((side) => dues.filter(({ isHeld }) => isHeld === side));
  const after = sides.flatMap((side) => applyMoney(side, zeroFen));
  return [after, matchJournal(tx, bill, { ...match, after })];
}
