import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { keepInvoice, lockSheet } from './sheet.store.ts';

export async function recordSettlementInvoice(
  tx: Transaction,
  input: Input<typeof contract.recordSettlementInvoice>,
) {
  const { sheetId, invoiceNumber, invoicedOn } = input;
  const sheet = await lockSheet(tx, sheetId);
  if (sheet === null) return fail({ code: 'settlement.not_found' as const });
  if (sheet.state !== 'invoiceRequested') {
    return fail({ code: 'settlement.no_invoice_request' as const });
  }
  return ok(await keepInvoice(tx, sheetId, { number: invoiceNumber, on: invoicedOn }));
}
