import type { declarationContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readDeclarations } from './declaration.store.ts';

export async function listDeclarations(
  tx: Transaction,
  { registrationId, period }: Input<typeof contract.listDeclarations>,
) {
  return ok({ rows: await readDeclarations(tx, { registrationId, period }) });
}
