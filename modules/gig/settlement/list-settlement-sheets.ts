import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findSheets } from './sheet.store.ts';

export async function listSettlementSheets(
  tx: Transaction,
  input: Input<typeof contract.listSettlementSheets>,
) {
  const { limit = 50, programId, unit, after } = input;
  const rows = await findSheets(tx, { programId, unit, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
