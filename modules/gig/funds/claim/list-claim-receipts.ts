import { type ReceiptOfAmount, receiptsOfAmount } from '@heyi/billing';
import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type Claim, claimedReceipts, findClaims } from './claim.store.ts';

/** Receipts of the amount at the program's account that confirm no claim yet. */
export async function listClaimReceipts(
  tx: Transaction,
  { claimId }: Input<typeof contract.listClaimReceipts>,
) {
  const [claim] = await findClaims(tx, { id: claimId });
  if (!claim) return fail({ code: 'top_up.not_found' as const });
  const receipts = await receiptsOfAmount(tx, claim);
  const taken = await claimedReceipts(
    tx,
    receipts.map(({ id }) => id),
  );
  const rows = receipts
    .filter(({ id }) => !taken.has(id))
    .map((receipt) => ({ ...receipt, agrees: agreementOf(claim, receipt) }))
    .toSorted((a, b) => b.agrees.length - a.agrees.length);
  return ok({ rows });
}

type Agreement = 'bankReference' | 'payerName' | 'paidOn';

function agreementOf(claim: Claim, receipt: ReceiptOfAmount): Agreement[] {
  const said = [receipt.bankReference, receipt.note ?? ''];
  const isNamed = said.some((text) => text !== '' && text.includes(claim.bankReference));
  return [
    ...(isNamed ? (['bankReference'] as const) : []),
    ...(receipt.senderName === claim.payerName ? (['payerName'] as const) : []),
    ...(receipt.receivedOn === claim.paidOn ? (['paidOn'] as const) : []),
  ];
}
