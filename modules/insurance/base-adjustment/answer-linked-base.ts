import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { confirmRows, lockAdjustment, saveObjection } from './base-adjustment.store.ts';
import { ownBase } from './own-base.ts';

/** The person agrees to the own base, or says what is wrong; either can be changed while it is open. */
export async function answerLinkedBase(
  tx: Transaction,
  { objection }: Input<typeof contract.answerLinkedBase>,
) {
  const own = await ownBase(tx);
  if (!own) return fail({ code: 'base_adjustment.not_found' as const });
  const { id } = own.adjustment;
  const { employmentId, personName: byName } = own.row;
  const locked = await lockAdjustment(tx, id);
  if (locked?.state !== 'open') return fail({ code: 'base_adjustment.not_open' as const });
  if (objection === null) {
    const employmentIds = [employmentId];
    await confirmRows(tx, id, { how: 'person', byName, fileId: null, employmentIds });
  } else {
    await saveObjection(tx, id, employmentId, objection);
  }
  return ok({});
}
