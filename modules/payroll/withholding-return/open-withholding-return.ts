import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok, zeroFen } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, filingDeadline } from '@heyi/statutory';
import { withholdingEntity } from '../taxpayer-registration/withholding-entity.ts';
import { gatherReturn } from './gather-return.ts';
import { viewOf } from './get-withholding-return.ts';
import { insertReturn, lockPeriod, moveReturn, newestReturn } from './withholding-return.store.ts';

/** Generates the return from everything that locked runs paid in the period, zero tax too. */
export async function openWithholdingReturn(
  tx: Transaction,
  input: Input<typeof contract.openWithholdingReturn>,
) {
  const { entityId, taxPeriod } = input;
  const entity = await withholdingEntity(tx, entityId);
  if (!entity.ok) return entity;
  await lockPeriod(tx, entityId, taxPeriod);
  if (await newestReturn(tx, entityId, taxPeriod)) {
    return fail({ code: 'withholding_return.exists' as const });
  }
  const deadline = filingDeadline(currentPolicy, taxPeriod);
  if (!deadline.ok) return fail({ code: 'withholding_return.deadline_unknown' as const });
  const id = await insertReturn(tx, {
    entityId,
    taxPeriod,
    number: 0,
    correctsId: null,
    correctionReason: null,
    deadline: deadline.value.date,
    isDeadlineProvisional: deadline.value.provisional,
    taxDeclaredBefore: zeroFen,
  });
  if (!(await gatherReturn(tx, id, input))) {
    return fail({ code: 'withholding_return.nothing_paid' as const });
  }
  await moveReturn(tx, id, { action: 'computed', state: 'computed' });
  return ok(await viewOf(tx, id));
}
