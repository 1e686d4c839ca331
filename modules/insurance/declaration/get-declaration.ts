import type { declarationContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { declarationOf } from './declaration.store.ts';

export async function getDeclaration(
  tx: Transaction,
  input: Input<typeof contract.getDeclaration>,
) {
  const declaration = await declarationOf(tx, input.declarationId);
  return declaration ? ok(declaration) : fail({ code: 'declaration.not_found' as const });
}
