import type { Input, paymentsContract as contract } from '@heyi/contract';
import { assert, fail, newId, ok } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import { maskBankAccount, tenantCipher, type Transaction } from '@heyi/platform';
import { channelsOf } from '../channel/bank-links.ts';
import { isAccountNumber, isBankCode } from '../order/pay-order.ts';
import { findPayerAccount } from './payer-account.store.ts';

export async function createPayerAccount(
  tx: Transaction,
  input: Input<typeof contract.createPayerAccount>,
) {
  const number = input.accountNumber.replace(/\s/g, '');
  const bankCode = input.bankCode ?? null;
  if (!isAccountNumber(number)) return fail({ code: 'payer_account.number_malformed' as const });
  if (bankCode !== null && !isBankCode(bankCode)) {
    return fail({ code: 'payer_account.bank_code_malformed' as const });
  }
  const channels = channelsOf(tx.host);
  if (!channels.includes(input.channel)) {
    return fail({ code: 'payer_account.channel_unknown' as const, channels: channels.join('、') });
  }
  const holder = (await visibleEntities(tx)).get(input.legalEntityId);
  if (holder?.tenantId !== tx.tenantId) return fail({ code: 'legal_entity.not_found' as const });
  const cipher = await tenantCipher(tx);
  const id = newId<'pac'>();
  const inserted = await tx.sql`
    insert into payments.payer_account (shard_key, tenant_id, id, legal_entity_id, holder_name,
                                        account_sealed, account_lookup, account_masked, bank_name,
                                        bank_code, channel, sending, state, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${input.legalEntityId}, ${input.holderName},
            ${cipher.seal(number)}, ${cipher.lookup('bank account', number)},
            ${maskBankAccount(number)}, ${input.bankName}, ${bankCode}, ${input.channel},
            ${input.sending ?? 'single'}, 'active', ${tx.now})
        on conflict (shard_key, tenant_id, account_lookup) do nothing
    returning id`;
  if (inserted.length === 0) return fail({ code: 'payer_account.exists' as const });
  const account = await findPayerAccount(tx, id);
  assert(account, 'an account that was added can be read');
  return ok(account);
}
