import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import { enqueue, job, type JobContext, tenantCipher, type Transaction } from '@heyi/platform';
import { z } from 'zod';
import type { BankChannel } from '../channel/bank-channel.ts';
import { bankChannelOf } from '../channel/bank-links.ts';
import { findPayerAccount, loadSealedNumber } from './payer-account.store.ts';

export async function refreshPayerBalance(
  tx: Transaction,
  input: Input<typeof contract.refreshPayerBalance>,
) {
  const account = await findPayerAccount(tx, input.payerAccountId);
  if (account === null || account.tenantId !== tx.tenantId) {
    return fail({ code: 'payer_account.not_found' as const });
  }
  if (bankChannelOf(tx.host, account.channel) === null) {
    return fail({ code: 'payer_account.not_linked' as const });
  }
  const { payerAccountId } = input;
  const jobId = await enqueue(tx, {
    job: readBalanceJob,
    input: { payerAccountId },
    subjectId: payerAccountId,
  });
  return ok({ jobId });
}

/** The open number of an account of the job's tenant and its bank link; null when there is none. */
export async function linkedAccount(
  context: JobContext,
  payerAccountId: Id<'pac'>,
): Promise<{ channel: BankChannel; number: string } | null> {
  return context.transaction(async (tx) => {
    const account = await findPayerAccount(tx, payerAccountId);
    const channel = account && bankChannelOf(tx.host, account.channel);
    if (!channel || account.tenantId !== tx.tenantId) return null;
    const { tenantId, shardKey } = tx;
    const sealed = await loadSealedNumber(tx, { id: payerAccountId, tenantId, shardKey });
    return { channel, number: (await tenantCipher(tx)).open(sealed) };
  });
}

export const readBalanceJob = job({
  kind: 'payments.read_balance',
  input: z.object({ payerAccountId: z.custom<Id<'pac'>>((value) => typeof value === 'string') }),
  async run(context, { payerAccountId }) {
    const linked = await linkedAccount(context, payerAccountId);
    if (linked === null) return fail({ code: 'payer_account.not_linked' });
    const outcome = await linked.channel.balance(linked.number);
    if (outcome.kind === 'notFound') return fail({ code: 'payer_account.not_found' });
    if (outcome.kind === 'unknown') throw new Error(`the bank told no balance: ${outcome.text}`);
    const { available, at } = outcome.balance;
    await context.transaction(
      (tx) => tx.sql`
      update payments.payer_account set balance = ${available}, balance_at = ${at}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${payerAccountId}
         and (balance_at is null or balance_at < ${at})`,
    );
    return ok({ payerAccountId });
  },
});
