import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { billFacts } from './bill-facts.store.ts';
import { insertBill, lockBills, standingMonths, termsIn } from './client-bill.store.ts';
import { drawUp } from './draw-up.ts';
import { viewBill } from './read-bills.ts';

export async function drawUpClientBill(
  tx: Transaction,
  input: Input<typeof contract.drawUpClientBill>,
) {
  const { period } = input;
  await lockBills(tx);
  const terms = await termsIn(tx, period);
  if (terms === null) return fail({ code: 'client_bill.terms_missing' as const });
  const { first, last } = await standingMonths(tx);
  if (last === period) return fail({ code: 'client_bill.exists' as const });
  // An earlier month's figures would be the differences of a later bill already.
  if (last !== null && last > period) return fail({ code: 'client_bill.later_exists' as const });
  const drawn = drawUp(await billFacts(tx, { period, first: first ?? period, terms }));
  const id = await insertBill(tx, { period, legalEntityId: terms.legalEntityId, drawn });
  return ok(await viewBill(tx, id));
}
