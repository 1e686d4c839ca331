import type { Input, personLinkContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { linkStateOf } from './person-link.ts';
import { listLinkRows, revokeLink } from './person-link.store.ts';

/** Takes a link back; pages that are open by it close. */
export async function revokePersonLink(
  tx: Transaction,
  { linkId }: Input<typeof contract.revokePersonLink>,
) {
  const isFound = await revokeLink(tx, linkId);
  const [row] = isFound ? await listLinkRows(tx, { id: linkId, limit: 1 }) : [];
  if (!row) return fail({ code: 'person_link.not_found' as const });
  return ok({ ...row, state: linkStateOf(row, tx.now) });
}
