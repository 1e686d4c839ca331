import type { Input, paymentsContract as contract } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { channelsOf, isStandInChannel } from '../channel/bank-links.ts';
import { isBankCode } from '../order/pay-order.ts';
import { findPayerAccount, lockPayerAccount } from './payer-account.store.ts';

/** Orders that exist keep the channel they were made for. */
export async function updatePayerAccount(
  tx: Transaction,
  input: Input<typeof contract.updatePayerAccount>,
) {
  const bankCode = input.bankCode ?? null;
  if (bankCode !== null && !isBankCode(bankCode)) {
    return fail({ code: 'payer_account.bank_code_malformed' as const });
  }
  const channels = channelsOf(tx.host);
  if (!channels.includes(input.channel)) {
    return fail({ code: 'payer_account.channel_unknown' as const, channels: channels.join('、') });
  }
  const before = await lockPayerAccount(tx, input.payerAccountId);
  if (before?.tenantId !== tx.tenantId) return fail({ code: 'payer_account.not_found' as const });
  if (before.isSandbox && !isStandInChannel(tx.host, input.channel)) {
    return fail({ code: 'program.account_not_sandbox' as const });
  }
  await tx.sql`
    update payments.payer_account
       set bank_name = ${input.bankName}, bank_code = ${bankCode}, channel = ${input.channel},
           sending = ${input.sending}, state = ${input.state}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${input.payerAccountId}`;
  const account = await findPayerAccount(tx, input.payerAccountId);
  assert(account, 'an account that was changed can be read');
  return ok(account);
}
