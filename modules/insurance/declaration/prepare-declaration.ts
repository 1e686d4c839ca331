import type { declarationContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { visibleRegistrations } from '@heyi/people';
import { enqueue, type Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { declarationOf, insertDeclaration, setJob } from './declaration.store.ts';
import { fillDeclarationJob } from './fill-declaration.ts';

/** The next version of the month's list; what was declared stays as it was declared. */
export async function prepareDeclaration(
  tx: Transaction,
  input: Input<typeof contract.prepareDeclaration>,
) {
  const { registrationId, period } = input;
  const registration = (await visibleRegistrations(tx)).get(registrationId);
  if (registration?.tenantId !== tx.tenantId) {
    return fail({ code: 'registration.not_found' as const });
  }
  const of = { registrationId, period, policyPin: currentPolicy.pin };
  const id = await insertDeclaration(tx, of);
  if (id === null) return fail({ code: 'declaration.in_progress' as const });
  const wanted = { job: fillDeclarationJob, input: { declarationId: id }, subjectId: id };
  await setJob(tx, id, await enqueue(tx, wanted));
  return ok((await declarationOf(tx, id))!);
}
