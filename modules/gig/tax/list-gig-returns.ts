import type { gigTaxContract as contract, Input, Output } from '@heyi/contract';
import { monthIndex, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, filingDeadline } from '@heyi/statutory';
import { entityName, returnsOf } from './gig-return.store.ts';
import { paidMonths } from './paid-month.store.ts';

type Row = Output<typeof contract.listGigReturns>['rows'][number];

/** Every month that somebody was paid in: its returns, or that it waits for one. */
export async function listGigReturns(
  tx: Transaction,
  input: Input<typeof contract.listGigReturns>,
) {
  const returns = await returnsOf(tx, { taxPeriod: input.taxPeriod });
  const rows: Row[] = returns.map(
    ({ sourceHash: _hash, hasCorrection: _correction, ...declared }) => ({
      ...declared,
      tenantId: tx.tenantId,
    }),
  );
  for (const month of await paidMonths(tx, input.taxPeriod ?? null)) {
    const { entityId, taxPeriod } = month;
    const standing = returns.some(
      (one) =>
        one.entityId === entityId && one.taxPeriod === taxPeriod && one.state !== 'cancelled',
    );
    if (standing) continue;
    const deadline = filingDeadline(currentPolicy, taxPeriod);
    rows.push({
      id: null,
      tenantId: tx.tenantId,
      ...month,
      entityName: await entityName(tx, entityId),
      number: 0,
      state: 'pending',
      deadline: deadline.ok ? deadline.value.date : null,
      isOutdated: false,
    });
  }
  return ok({
    rows: rows.toSorted((a, b) => monthIndex(b.taxPeriod) - monthIndex(a.taxPeriod)),
  });
}
