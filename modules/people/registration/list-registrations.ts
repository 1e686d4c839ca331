import type { Input, peopleContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { visibleRegistrations } from './registration.store.ts';

export async function listRegistrations(
  tx: Transaction,
  input: Input<typeof contract.listRegistrations>,
) {
  const rows = [...(await visibleRegistrations(tx)).values()].filter(
    (registration) =>
      (input.entityId === undefined || registration.legalEntityId === input.entityId) &&
      (input.kind === undefined || registration.kind === input.kind),
  );
  return ok({ rows });
}
