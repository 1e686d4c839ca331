import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findBill } from './read-bills.ts';
import { readLines, seesLines } from './read-lines.ts';

export async function listClientBillLines(
  tx: Transaction,
  input: Input<typeof contract.listClientBillLines>,
) {
  const { limit = 100, clientBillId: billId } = input;
  const after = /^\d{1,9}$/.test(input.after ?? '') ? input.after : undefined;
  const bill = await findBill(tx, billId);
  if (bill === null) return fail({ code: 'client_bill.not_found' as const });
  if (!(await seesLines(tx, bill.period))) {
    return fail({ code: 'client_bill.lines_hidden' as const });
  }
  const rows = await readLines(tx, { ...input, after, billId, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? String(shown.at(-1)!.number) : null;
  return ok({ rows: shown.map(({ number: _number, ...row }) => row), next });
}
