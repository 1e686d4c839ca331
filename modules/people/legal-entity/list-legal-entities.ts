import { clientOf, providerEmploys } from '@heyi/clients';
import type { Input, peopleContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { visibleEntities } from './legal-entity.store.ts';

/** The client's own entities, then the provider's; `usable` where the mode lets the provider employ. */
export async function listLegalEntities(
  tx: Transaction,
  _input: Input<typeof contract.listLegalEntities>,
) {
  const client = await clientOf(tx);
  const providerServes = client !== null && providerEmploys(client.cooperationMode);
  const rows = [...(await visibleEntities(tx)).values()].map((entity) => ({
    ...entity,
    usable: entity.tenantId === tx.tenantId || providerServes,
  }));
  return ok({ rows });
}
