import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { checkLegalEntity } from './legal-entity.ts';
import { insertEntity, ownEntities } from './legal-entity.store.ts';

/** An entity of the tenant itself: of a client, or of the provider in the house. */
export async function createLegalEntity(
  tx: Transaction,
  input: Input<typeof contract.createLegalEntity>,
) {
  const checked = checkLegalEntity(input, await ownEntities(tx));
  if (!checked.ok) return checked;
  const id = await insertEntity(tx, checked.value);
  if (id === null) return fail({ code: 'legal_entity.uscc_taken' as const });
  const entity = (await ownEntities(tx)).get(id)!;
  return ok({ ...entity, usable: true });
}
