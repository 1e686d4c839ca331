import type { billingContract as contract, Input } from '@heyi/contract';
import { fail, type Id, ok, type PlainDate } from '@heyi/kernel';
import {
  applyReports,
  bankChannelOf,
  findPayerAccount,
  linkedAccount,
  type StatementLine,
  type TransferReport,
} from '@heyi/payments';
import { enqueue, job, type Transaction } from '@heyi/platform';
import { z } from 'zod';
import { bookArrivals } from './book-receipt.ts';
import { insertReceipts } from './receipt.store.ts';

export async function readStatement(tx: Transaction, input: Input<typeof contract.readStatement>) {
  const account = await findPayerAccount(tx, input.payerAccountId);
  if (account === null || account.tenantId !== tx.tenantId) {
    return fail({ code: 'payer_account.not_found' as const });
  }
  if (bankChannelOf(tx.host, account.channel) === null) {
    return fail({ code: 'payer_account.not_linked' as const });
  }
  const jobId = await enqueue(tx, {
    job: readStatementJob,
    input: { payerAccountId: account.id, day: input.day },
    subjectId: account.id,
  });
  return ok({ jobId });
}

const text = <T extends string>() => z.custom<T>((value) => typeof value === 'string');

/**
 * Reads a day's statement: arrivals become unmatched receipts, and returned transfers whose callback
 * was missed reopen what is owed. Lines that were read before change nothing.
 */
export const readStatementJob = job({
  kind: 'billing.read_statement',
  input: z.object({ payerAccountId: text<Id<'pac'>>(), day: text<PlainDate>() }),
  async run(context, { payerAccountId, day }) {
    const linked = await linkedAccount(context, payerAccountId);
    if (linked === null) return fail({ code: 'payer_account.not_linked' });
    const lines = await linked.channel.statement(linked.number, day);
    const arrivals = lines.filter(
      ({ kind, direction }) => kind === 'receipt' && direction === 'credit',
    );
    const recorded = await context.transaction(async (tx) => {
      const inserted = await insertReceipts(
        tx,
        payerAccountId,
        'statement',
        arrivals.map(receiptOf),
      );
      await bookArrivals(tx, payerAccountId, inserted);
      return inserted.length;
    });
    const reports = lines.flatMap(reportOf);
    await applyReports(context.host, reports, 'file');
    return ok({ lines: lines.length, recorded, returns: reports.length });
  },
});

function receiptOf(line: StatementLine) {
  return {
    amount: line.amount,
    senderName: line.counterpartyName ?? line.counterpartyAccount ?? '未知付款人',
    bankReference: line.bankReference,
    receivedOn: line.bookedOn,
    note: line.text,
  };
}

/** What came back of our own transfers: 退汇, or a reversal of one that failed after it was taken. */
function reportOf(line: StatementLine): TransferReport[] {
  if (line.reference === null || (line.kind !== 'return' && line.kind !== 'reversal')) return [];
  const { reference, bankReference, text: words, bookedAt } = line;
  const state = line.kind === 'return' ? 'returned' : 'failed';
  return [{ reference, state, bankReference, code: 'NARR', text: words, occurredAt: bookedAt }];
}
