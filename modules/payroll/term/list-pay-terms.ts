import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { employmentOf } from '../run/people.store.ts';
import { readTerms } from './pay-term.store.ts';

export async function listPayTerms(tx: Transaction, input: Input<typeof contract.listPayTerms>) {
  if (!(await employmentOf(tx, input.employmentId))) {
    return fail({ code: 'employment.not_found' as const });
  }
  return ok({ rows: await readTerms(tx, input.employmentId) });
}
