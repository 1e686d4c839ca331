import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { clientOf } from '@heyi/clients';
import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import {
  type Printer,
  type Transaction,
  type WritableRow,
  writeWorkbook,
  xlsxType,
} from '@heyi/platform';
import { billRequest, billSheets, personRow } from './bill-file.ts';
import type { BillId } from './client-bill.ts';
import { splitsOf } from './get-client-bill.ts';
import { entityOfBill } from './client-bill.store.ts';
import { findBill } from './read-bills.ts';
import { readLines, seesLines } from './read-lines.ts';

/** Workbook or PDF; the list by person is read page by page, of one moment. */
export function downloadClientBillOf(printer: Printer) {
  return async function downloadClientBill(
    tx: Transaction,
    input: Input<typeof contract.downloadClientBill>,
  ) {
    const found = await findBill(tx, input.clientBillId);
    if (found === null) return fail({ code: 'client_bill.not_found' as const });
    if (!(await seesLines(tx, found.period))) {
      return fail({ code: 'client_bill.lines_hidden' as const });
    }
    const bill = { ...found, ...(await splitsOf(tx, found.id)) };
    const entity = (await visibleEntities(tx)).get(await entityOfBill(tx, bill.id));
    const parties = {
      clientName: (await clientOf(tx))?.name ?? '',
      entityName: entity?.name ?? '',
    };
    const name = `客户账单_${bill.period}`;
    if (input.format === 'pdf') {
      const body = await printer.print(billRequest(bill, parties, tx.today));
      return ok({ name: `${name}.pdf`, type: 'application/pdf', body });
    }
    const packed = new PassThrough();
    const language = tx.language === 'zh' ? 'zh' : 'en';
    const sheets = billSheets(bill, askedLines(tx, bill.id, language), parties, language);
    const locale = language === 'zh' ? 'zh-CN' : 'en';
    const [body] = await Promise.all([buffer(packed), writeWorkbook(packed, sheets, { locale })]);
    return ok({ name: `${name}.xlsx`, type: xlsxType, body });
  };
}

const linesAtOnce = 5000;

async function* askedLines(
  tx: Transaction,
  billId: BillId,
  language: 'zh' | 'en',
): AsyncGenerator<WritableRow> {
  let after = '0';
  for (;;) {
    const wanted = { billId, settlement: 'asked' as const, after, limit: linesAtOnce };
    const lines = await readLines(tx, wanted);
    for (const line of lines) yield personRow(line, language);
    if (lines.length < linesAtOnce) return;
    after = String(lines.at(-1)!.number);
  }
}
