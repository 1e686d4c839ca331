import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, formatId, type Id, ok } from '@heyi/kernel';
import { reverseJournals, standingReferences } from '@heyi/ledger';
import { appendAudit, type Transaction } from '@heyi/platform';
import { type Met, withoutMet } from './apply-money.ts';
import { matchReference, referenceOf } from './book-bill.ts';
import type { BillId } from './client-bill.ts';
import { lockBill, readDues, setApplied } from './client-bill.store.ts';
import { viewBill } from './read-bills.ts';
import { reopenBill } from './settle-bill.ts';

/**
 * 撤销核销: the journal is reversed, the receipt's money is the client's again, and the bill waits for
 * money as before. A bill that money has met in full leaves nothing to carry on, so that no later bill is
 * concerned.
 */
export async function undoClientBillMatch(
  tx: Transaction,
  input: Input<typeof contract.undoClientBillMatch>,
) {
  const { clientBillMatchId: matchId, reason } = input;
  const bill = await lockBill(tx, input.clientBillId);
  if (bill === null) return fail({ code: 'client_bill.not_found' as const });
  const match = await matchOf(tx, bill.id, matchId);
  if (match === null) return fail({ code: 'client_bill.match_not_found' as const });
  if (match.isUndone) return fail({ code: 'client_bill.match_undone' as const });
  await tx.sql`
    insert into billing.client_bill_match_undo (shard_key, tenant_id, match_id, reason, undone_at,
                                                undone_by_name)
    values (${tx.shardKey}, ${tx.tenantId}, ${matchId}, ${reason}, ${tx.now}, ${tx.actor.name})`;
  await reverseMatch(tx, bill.id, { receiptId: match.receiptId, matchId });
  await setApplied(tx, bill.id, withoutMet(await readDues(tx, bill.id), match.met));
  await reopenBill(tx, bill.id);
  const detail = { clientBillMatchId: matchId, receiptId: match.receiptId, reason };
  await appendAudit(tx, { operation: 'undoClientBillMatch', subjectId: bill.id, detail });
  return ok(await viewBill(tx, bill.id));
}

type Stored = {
  readonly receiptId: Id<'rcp'>;
  readonly met: readonly Met[];
  readonly isUndone: boolean;
};

async function matchOf(tx: Transaction, billId: BillId, id: Id<'cbm'>): Promise<Stored | null> {
  const [row] = await tx.sql<Stored>`
    select m.receipt_id as "receiptId", m.met,
           u.match_id is not null as "isUndone"
      from billing.client_bill_match m
      left join billing.client_bill_match_undo u
        on u.shard_key = m.shard_key and u.tenant_id = m.tenant_id and u.match_id = m.id
     where m.shard_key = ${tx.shardKey} and m.tenant_id = ${tx.tenantId}
       and m.bill_id = ${billId} and m.id = ${id}`;
  return row ?? null;
}

/** Held money moved nothing in the books. */
async function reverseMatch(
  tx: Transaction,
  billId: BillId,
  { receiptId, matchId }: { readonly receiptId: Id<'rcp'>; readonly matchId: Id<'cbm'> },
): Promise<void> {
  const kind = 'client_bill.matched';
  const reference = referenceOf(billId, kind, matchReference(receiptId, matchId));
  const subjectId = formatId('cbl', billId);
  const standing = await standingReferences(tx, { subjectId, kind });
  if (!standing.includes(reference)) return;
  await reverseJournals(tx, { references: [reference], occurredOn: tx.today });
}
