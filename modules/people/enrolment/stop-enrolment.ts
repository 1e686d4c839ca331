import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { enrolmentView, lockEnrolment, saveStop } from './enrolment.store.ts';

/** The last month that is paid, as the client confirmed it. Publishes employment.changed. */
export async function stopEnrolment(tx: Transaction, input: Input<typeof contract.stopEnrolment>) {
  const { enrolmentId, stopPeriod } = input;
  const enrolment = await lockEnrolment(tx, enrolmentId);
  if (!enrolment) return fail({ code: 'enrolment.not_found' as const });
  if (enrolment.stopPeriod !== null) return fail({ code: 'enrolment.already_stopped' as const });
  if (stopPeriod < enrolment.startPeriod) {
    return fail({ code: 'enrolment.stops_before_start' as const });
  }
  await saveStop(tx, enrolmentId, stopPeriod);
  const { employmentId } = enrolment;
  await publish(tx, { type: 'employment.changed', payload: { employmentId } });
  return ok(await enrolmentView(tx, enrolmentId));
}
