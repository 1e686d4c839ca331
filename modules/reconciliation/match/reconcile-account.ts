import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { findPayerAccount } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { enqueueComparison } from '../statement/upload-statement.ts';

export async function reconcileAccount(
  tx: Transaction,
  input: Input<typeof contract.reconcileAccount>,
) {
  const account = await findPayerAccount(tx, input.payerAccountId);
  if (account === null || account.tenantId !== tx.tenantId) {
    return fail({ code: 'payer_account.not_found' as const });
  }
  return ok({ jobId: await enqueueComparison(tx, account.id) });
}
