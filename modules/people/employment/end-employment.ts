import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { employmentView } from './employment-view.ts';
import { lockEmployment, saveEmployment } from './employment.store.ts';

/**
 * A leaver: paid until the wage month of the last day, then off the list (practice 5). Insurance is
 * stopped apart, because the client confirms its last month. Publishes employment.ended.
 */
export async function endEmployment(tx: Transaction, input: Input<typeof contract.endEmployment>) {
  const { employmentId: id, endsOn, leavingReason } = input;
  const employment = await lockEmployment(tx, id);
  if (!employment) return fail({ code: 'employment.not_found' as const });
  if (employment.endsOn !== null) return fail({ code: 'employment.already_ended' as const });
  if (endsOn < employment.startsOn) return fail({ code: 'employment.ends_before_start' as const });
  await saveEmployment(tx, id, { ...employment, endsOn, leavingReason });
  const { personId } = employment;
  await publish(tx, { type: 'employment.ended', payload: { employmentId: id, personId, endsOn } });
  return ok(await employmentView(tx, id));
}
