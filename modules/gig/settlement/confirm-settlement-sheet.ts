import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { confirmSheet, lockSheet } from './sheet.store.ts';

export async function confirmSettlementSheet(
  tx: Transaction,
  { sheetId }: Input<typeof contract.confirmSettlementSheet>,
) {
  const sheet = await lockSheet(tx, sheetId);
  if (sheet === null) return fail({ code: 'settlement.not_found' as const });
  if (sheet.state !== 'generated') return fail({ code: 'settlement.not_generated' as const });
  return ok(await confirmSheet(tx, sheetId));
}
