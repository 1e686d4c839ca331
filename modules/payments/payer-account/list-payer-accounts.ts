import type { Input, paymentsContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { listAccountsOfTenant } from './payer-account.store.ts';

export async function listPayerAccounts(
  tx: Transaction,
  _input: Input<typeof contract.listPayerAccounts>,
) {
  return ok({ rows: await listAccountsOfTenant(tx), next: null });
}
