import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { programOfApp } from '../program/program.store.ts';
import { findSheets } from './sheet.store.ts';

export async function readSettlementSheets(
  tx: Transaction,
  { unit, limit = 50 }: Input<typeof contract.readSettlementSheets>,
) {
  const program = await programOfApp(tx);
  if (program === null) return fail({ code: 'program.not_found' as const });
  return ok({ rows: await findSheets(tx, { programId: program.id, unit, limit }) });
}
