import { colleaguesWho } from '@heyi/access';
import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export async function listDiscrepancyOwners(
  tx: Transaction,
  _input: Input<typeof contract.listDiscrepancyOwners>,
) {
  return ok({ rows: await colleaguesWho(tx, 'reconciliation:write') });
}
