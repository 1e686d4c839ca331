import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { deleteLicence } from './licence.store.ts';

export async function removeLicence(tx: Transaction, input: Input<typeof contract.removeLicence>) {
  if (!(await deleteLicence(tx, input.licenceId))) {
    return fail({ code: 'licence.not_found' as const });
  }
  return ok({});
}
