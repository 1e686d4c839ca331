import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { fail, fen, type Id, ok, type PlainDate } from '@heyi/kernel';
import { bankChannelOf, findPayerAccount, linkedAccount, type StatementLine } from '@heyi/payments';
import { enqueue, job, type Transaction } from '@heyi/platform';
import { z } from 'zod';
import { compareAccount } from '../match/compare-account.ts';
import { balancesOf, type BankLine, judgeStatement } from './statement.ts';
import { takeStatements } from './take-statement.ts';

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
 * Reads a day's statement over the bank's link and compares the account. A statement that contradicts
 * itself is not kept; its arrivals wait for the next reading. Read before, it changes nothing.
 */
export const readStatementJob = job({
  kind: 'reconciliation.read_statement',
  input: z.object({ payerAccountId: text<Id<'pac'>>(), day: text<PlainDate>() }),
  async run(context, { payerAccountId, day }) {
    const linked = await linkedAccount(context, payerAccountId);
    if (linked === null) return fail({ code: 'payer_account.not_linked' });
    const lines = (await linked.channel.statement(linked.number, day)).map(bankLineOf);
    const taken = await context.transaction(async (tx) => {
      const told = { account: null, currency: null, from: day, until: day };
      const judged = judgeStatement({ ...told, ...balancesOf(lines), lines }, tx.today);
      if (!judged.ok) return judged;
      const from = { source: 'link', fileId: null } as const;
      return ok(await takeStatements(tx, payerAccountId, judged.value, from));
    });
    if (!taken.ok) return taken;
    const { returns } = await compareAccount(context.host, context.tenantId, payerAccountId);
    return ok({ lines: lines.length, recorded: taken.value.recorded, returns });
  },
});

function bankLineOf(line: StatementLine): BankLine {
  const isIn = line.direction === 'credit';
  return {
    bankReference: line.bankReference,
    kind: line.kind,
    bookedOn: line.bookedOn,
    bookedAt: line.bookedAt,
    amount: isIn ? line.amount : fen(0 - line.amount),
    balance: line.balance,
    reference: line.reference,
    counterpartyName: line.counterpartyName,
    counterpartyAccount: line.counterpartyAccount,
    remark: line.text,
  };
}
