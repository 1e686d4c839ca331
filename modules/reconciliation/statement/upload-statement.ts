import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { assert, fail, type Id, ok } from '@heyi/kernel';
import { findPayerAccount, findPayerAccountByNumber } from '@heyi/payments';
import {
  acceptUpload,
  enqueue,
  maskBankAccount,
  storeFile,
  type Transaction,
} from '@heyi/platform';
import { compareAccountJob } from '../match/compare-account-job.ts';
import { readBankFile } from './read-bank-file.ts';
import { readCamt053 } from './read-camt053.ts';
import { type AccountStatement, type DayStatement, judgeStatement } from './statement.ts';
import { takeStatements } from './take-statement.ts';
import { UnreadableStatement } from './unreadable-statement.ts';

export async function uploadStatement(
  tx: Transaction,
  input: Input<typeof contract.uploadStatement>,
) {
  const account = await findPayerAccount(tx, input.payerAccountId);
  if (account === null || account.tenantId !== tx.tenantId) {
    return fail({ code: 'payer_account.not_found' as const });
  }
  const file = acceptUpload(tx);
  if (!file.ok) return file;
  const isXml = file.value.type === 'application/xml';
  if (!isXml && file.value.type !== 'text/csv') return fail({ code: 'file.kind_refused' as const });
  const read = await statementsIn(file.value.content, isXml);
  if (!read.ok) return read;
  const days: DayStatement[] = [];
  for (const statement of read.value) {
    const stranger = await strangerIn(tx, account.id, statement);
    if (stranger !== null) {
      return fail({ code: 'statement.account_differs' as const, account: stranger });
    }
    const judged = judgeStatement(statement, tx.today);
    if (!judged.ok) return judged;
    days.push(...judged.value);
  }
  const { id: fileId } = await storeFile(tx, file.value);
  const source = isXml ? 'camt053' : 'bankFile';
  const { kept, recorded } = await takeStatements(tx, account.id, days, { source, fileId });
  const isNew = kept.some((statement) => statement.isNew);
  const jobId = isNew ? await enqueueComparison(tx, account.id) : null;
  return ok({ statements: kept, recorded, jobId });
}

async function statementsIn(content: Buffer, isXml: boolean) {
  try {
    return ok(isXml ? readCamt053(content) : [await readBankFile(content)]);
  } catch (error) {
    assert(error instanceof UnreadableStatement, `a reader failed: ${String(error)}`);
    return fail({ code: 'statement.unreadable' as const, reason: error.message });
  }
}

/** The account that a file names, masked, when it is another than the chosen one; else null. */
async function strangerIn(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  { account }: AccountStatement,
): Promise<string | null> {
  if (account === null) return null;
  const named = await findPayerAccountByNumber(tx, account);
  return named === payerAccountId ? null : maskBankAccount(account);
}

export function enqueueComparison(tx: Transaction, payerAccountId: Id<'pac'>): Promise<Id<'job'>> {
  return enqueue(tx, {
    job: compareAccountJob,
    input: { payerAccountId },
    subjectId: payerAccountId,
  });
}
