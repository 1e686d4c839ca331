import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { returnView } from './get-gig-return.ts';
import { refuseCorrection } from './gig-return.ts';
import { insertReturn, lockMonth, returnForUpdate } from './gig-return.store.ts';
import { paidLines } from './paid-month.store.ts';

/** 更正申报: the month as it stands now, less what was declared. It may be left without anybody. */
export async function correctGigReturn(
  tx: Transaction,
  input: Input<typeof contract.correctGigReturn>,
) {
  const declared = await returnForUpdate(tx, input.gigReturnId);
  if (declared === null) return fail({ code: 'gig_return.not_found' as const });
  const refusal = refuseCorrection(declared);
  if (refusal !== null) return fail({ code: refusal });
  await lockMonth(tx, declared);
  const id = await insertReturn(tx, {
    entityId: declared.entityId,
    taxPeriod: declared.taxPeriod,
    number: declared.number + 1,
    correctsId: declared.id,
    correctionReason: input.reason,
    deadline: null,
    taxDeclaredBefore: declared.tax,
    lines: await paidLines(tx, declared),
  });
  return ok((await returnView(tx, id))!);
}
