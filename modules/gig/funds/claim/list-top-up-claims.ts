import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findClaims } from './claim.store.ts';

export async function listTopUpClaims(
  tx: Transaction,
  input: Input<typeof contract.listTopUpClaims>,
) {
  const { limit = 50, programId, state, after } = input;
  const rows = await findClaims(tx, { programId, state, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
