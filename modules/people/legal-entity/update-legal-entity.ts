import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { checkLegalEntity } from './legal-entity.ts';
import { ownEntities, saveEntity } from './legal-entity.store.ts';

export async function updateLegalEntity(
  tx: Transaction,
  input: Input<typeof contract.updateLegalEntity>,
) {
  const own = await ownEntities(tx);
  if (!own.has(input.entityId)) return fail({ code: 'legal_entity.not_found' as const });
  const others = new Map([...own].filter(([id]) => id !== input.entityId));
  const checked = checkLegalEntity(input, others);
  if (!checked.ok) return checked;
  if (!(await saveEntity(tx, input.entityId, checked.value))) {
    return fail({ code: 'legal_entity.uscc_taken' as const });
  }
  const entity = (await ownEntities(tx)).get(input.entityId)!;
  return ok({ ...entity, usable: true });
}
