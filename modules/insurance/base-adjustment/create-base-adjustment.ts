import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import {
  adjustmentOf,
  insertAdjustment,
  insertRows,
  isAnybodyInsured,
} from './base-adjustment.store.ts';
import { askProposals } from './base-proposal.ts';

/**
 * Takes everybody who is insured in the city in the month, on the present bases. Payroll is asked what
 * it knows of their wages.
 */
export async function createBaseAdjustment(
  tx: Transaction,
  input: Input<typeof contract.createBaseAdjustment>,
) {
  if (!(await isAnybodyInsured(tx, input))) {
    return fail({ code: 'base_adjustment.nobody_insured' as const });
  }
  const id = await insertAdjustment(tx, input);
  if (id === null) return fail({ code: 'base_adjustment.open_already' as const });
  await insertRows(tx, id, input);
  await askProposals(tx, id, input.period);
  return ok((await adjustmentOf(tx, id))!);
}
