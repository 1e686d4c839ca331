import { addMonths, monthsBetween, ok, type PayPeriod } from '@heyi/kernel';
import { type RegistrationId, visibleRegistrations } from '@heyi/people';
import { job, type JobContext, type RowReader, type Transaction } from '@heyi/platform';
import { openPolicy, type Policy } from '@heyi/statutory';
import { z } from 'zod';
import {
  copyInsured,
  type NamedMonth,
  takeNamedMonth,
} from '../contribution-line/insured-month.store.ts';
import { MonthlyDues } from '../contribution-line/monthly-dues.ts';
import { copyCharged, takeCharged } from './charged.store.ts';
import { type Charged, differencesOf } from './difference-run.ts';
import {
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
    unknownCount += await context.transaction((tx) => compareMonth(tx, run, policy, period));
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

/** People that are compared together: what they have in memory is some 20 MB. */
const peopleAtOnce = 2_000;

/** Compares a month, whose people come in one order from both sides; answers the unknown figures. */
async function compareMonth(
  tx: Transaction,
  run: DifferenceRunView,
  policy: Policy,
  period: PayPeriod,
): Promise<number> {
  const registrationIds = await registrationsOf(tx, run);
  if (registrationIds.length === 0) return 0;
  const charged = new ChargedInOrder(await copyCharged(tx, { period, registrationIds }), period);
  const insured = await copyInsured(tx, { period, registrationIds });
  const dues = new MonthlyDues(policy, period);
  let unknownCount = 0;
  for (const months of pagesOf(insured)) {
    const found = differencesOf(dues, period, months, charged.upTo(months.at(-1)!.employmentId));
    await insertDifferences(tx, run.id, found.differences);
    unknownCount += found.unknownCount;
  }
  return unknownCount;
}

/** A person who is insured at two registrations stands in one page. */
function* pagesOf(rows: RowReader): Generator<NamedMonth[]> {
  let page: NamedMonth[] = [];
  while (rows.next()) {
    const month = takeNamedMonth(rows);
    if (page.length >= peopleAtOnce && page.at(-1)!.employmentId !== month.employmentId) {
      yield page;
      page = [];
    }
    page.push(month);
  }
  if (page.length > 0) yield page;
}

/** Gives what was charged, person after person; ids sort in the database as their texts do. */
class ChargedInOrder {
  readonly #rows: RowReader;
  readonly #period: PayPeriod;
  #next: Charged | null;

  constructor(rows: RowReader, period: PayPeriod) {
    this.#rows = rows;
    this.#period = period;
    this.#next = this.#take();
  }

  upTo(employmentId: string): Charged[] {
    const charged: Charged[] = [];
    while (this.#next !== null && this.#next.employmentId <= employmentId) {
      charged.push(this.#next);
      this.#next = this.#take();
    }
    return charged;
  }

  #take(): Charged | null {
    return this.#rows.next() ? takeCharged(this.#rows, this.#period) : null;
  }
}
