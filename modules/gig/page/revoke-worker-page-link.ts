import { revokeLink } from '@heyi/access';
import type { gigPageContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

/** An app closes the pages that it opened itself. */
export async function revokeWorkerPageLink(
  tx: Transaction,
  { linkId }: Input<typeof contract.revokeWorkerPageLink>,
) {
  assert(tx.actor.app !== null, 'an app asks');
  const isRevoked = await revokeLink(tx, linkId, tx.actor.app.id);
  return isRevoked ? ok({}) : fail({ code: 'person_link.not_found' as const });
}
