import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { fail, ok, periodOf, zeroFen } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, filingDeadline } from '@heyi/statutory';
import { returnView } from './get-gig-return.ts';
import { insertReturn, lockMonth, returnsOf } from './gig-return.store.ts';
import { paidLines } from './paid-month.store.ts';

/** The return of a month that is over, from everything that was paid in it and has not come back. */
export async function generateGigReturn(
  tx: Transaction,
  input: Input<typeof contract.generateGigReturn>,
) {
  const { entityId, taxPeriod } = input;
  if (taxPeriod >= periodOf(tx.today)) return fail({ code: 'gig_return.month_open' as const });
  await lockMonth(tx, input);
  const standing = (await returnsOf(tx, { taxPeriod })).some(
    (declared) => declared.entityId === entityId && declared.state !== 'cancelled',
  );
  if (standing) return fail({ code: 'gig_return.exists' as const });
  const lines = await paidLines(tx, input);
  if (lines.length === 0) return fail({ code: 'gig_return.nothing_paid' as const });
  const deadline = filingDeadline(currentPolicy, taxPeriod);
  const id = await insertReturn(tx, {
    entityId,
    taxPeriod,
    number: 0,
    correctsId: null,
    correctionReason: null,
    deadline: deadline.ok ? deadline.value.date : null,
    taxDeclaredBefore: zeroFen,
    lines,
  });
  return ok((await returnView(tx, id))!);
}
