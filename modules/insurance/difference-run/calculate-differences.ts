import { addMonths, monthsBetween, ok } from '@heyi/kernel';
import { type RegistrationId, visibleRegistrations } from '@heyi/people';
import { job, type JobContext, type Transaction } from '@heyi/platform';
import { openPolicy } from '@heyi/statutory';
import { z } from 'zod';
import { insuredMonths } from '../contribution-line/insured-month.store.ts';
import { differencesOf } from './difference-run.ts';
import {
  chargedIn,
  deleteLines,
  type DifferenceRunId,
  type DifferenceRunView,
  failRun,
  finishRun,
  insertDifferences,
  runOf,
} from './difference-run.store.ts';

/** Previews a difference run, a month at a time. Killed and run again it starts from the first. */
export const calculateDifferencesJob = job({
  kind: 'calculate_differences',
  input: z.object({ differenceRunId: z.string() }),
  run: (context, input) => calculateDifferences(context, input.differenceRunId as DifferenceRunId),
});

async function calculateDifferences(context: JobContext, id: DifferenceRunId) {
  const run = await context.transaction((tx) => runOf(tx, id));
  if (run?.state !== 'calculating') return ok();
  const opened = openPolicy(run.policyPin);
  if (!opened.ok) {
    await context.transaction((tx) => failRun(tx, id));
    return opened;
  }
  const policy = opened.value;
  await context.transaction((tx) => deleteLines(tx, id));
  const months = monthsBetween(run.fromPeriod, run.toPeriod) + 1;
  let unknownCount = 0;
  for (let index = 0; index < months; index += 1) {
    const period = addMonths(run.fromPeriod, index);
    unknownCount += await context.transaction(async (tx) => {
      const registrationIds = await registrationsOf(tx, run);
      const charged = await chargedIn(tx, { period, registrationIds });
      const ids = [...new Set(charged.map(({ employmentId }) => employmentId))];
      const insured = await insuredMonths(tx, period, ids);
      const inScope = insured.filter((one) => registrationIds.includes(one.registrationId));
      const found = differencesOf(policy, period, inScope, charged);
      await insertDifferences(tx, id, found.differences);
      return found.unknownCount;
    });
    await context.progress(index + 1, months);
  }
  await context.transaction((tx) => finishRun(tx, id, unknownCount));
  return ok();
}

async function registrationsOf(tx: Transaction, run: DifferenceRunView): Promise<RegistrationId[]> {
  if (run.registrationId !== null) return [run.registrationId];
  const all = [...(await visibleRegistrations(tx)).values()];
  return all.filter(({ cityCode }) => cityCode === run.cityCode).map(({ id }) => id);
}
