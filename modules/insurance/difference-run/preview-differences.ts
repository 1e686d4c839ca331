import type { Input, insuranceContract as contract } from '@heyi/contract';
import { fail, monthsBetween, ok } from '@heyi/kernel';
import { visibleRegistrations } from '@heyi/people';
import { enqueue, type Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { calculateDifferencesJob } from './calculate-differences.ts';
import { insertRun, runOf, setJob } from './difference-run.store.ts';

const monthsMax = 24;

/** A figure came late: calculates, as a job, what closed months are short of or were over. */
export async function previewDifferences(
  tx: Transaction,
  input: Input<typeof contract.previewDifferences>,
) {
  const { fromPeriod, toPeriod, billPeriod } = input;
  const [registrationId, cityCode] = [input.registrationId ?? null, input.cityCode ?? null];
  if ((registrationId === null) === (cityCode === null)) {
    return fail({ code: 'difference_run.scope_missing' as const });
  }
  const months = monthsBetween(fromPeriod, toPeriod) + 1;
  if (months < 1 || months > monthsMax || billPeriod < toPeriod) {
    return fail({ code: 'difference_run.periods_reversed' as const });
  }
  if (registrationId !== null && !(await visibleRegistrations(tx)).has(registrationId)) {
    return fail({ code: 'registration.not_found' as const });
  }
  const periods = { fromPeriod, toPeriod, billPeriod };
  const policyPin = currentPolicy.pin;
  const id = await insertRun(tx, { registrationId, cityCode, ...periods, policyPin });
  if (id === null) return fail({ code: 'difference_run.in_progress' as const });
  const wanted = { job: calculateDifferencesJob, input: { differenceRunId: id }, subjectId: id };
  await setJob(tx, id, await enqueue(tx, wanted));
  return ok((await runOf(tx, id))!);
}
