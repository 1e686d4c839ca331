import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { invoiceAmountOf } from './sheet.ts';
import { askInvoice, lockSheet } from './sheet.store.ts';

/** The amount follows from the sheet; the invoice itself is made out elsewhere. */
export async function requestSettlementInvoice(
  tx: Transaction,
  { sheetId, kind }: Input<typeof contract.requestSettlementInvoice>,
) {
  const sheet = await lockSheet(tx, sheetId);
  if (sheet === null) return fail({ code: 'settlement.not_found' as const });
  if (sheet.state !== 'confirmed') return fail({ code: 'settlement.not_confirmed' as const });
  const amount = invoiceAmountOf(sheet, kind);
  if (amount <= 0) return fail({ code: 'settlement.nothing_to_invoice' as const });
  return ok(await askInvoice(tx, sheetId, { kind, amount }));
}
