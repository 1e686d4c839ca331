import { addMonths, monthsBetween, type PayPeriod, type PlainDate } from '@heyi/kernel';
import type { Cast } from '../cast/cast.ts';
import type { TenantKey } from '../cast/company.ts';
import { firstPeriod, lastClosedPeriod, payDateOf, wageMonthOf } from './calendar.ts';
import { importMonthFiles } from './import-month.ts';
import { importFirstRoster, importRosterChanges } from './keep-roster.ts';
import { openCompanies, type World } from './open-companies.ts';
import { payByFile } from './pay-by-file.ts';
import * as play from './play-run.ts';
import { recordBills } from './record-bills.ts';
import type { Stage } from './stage.ts';

/** Told while it goes on: what is done, and how far the whole is, from 0 to 1. */
export type Progress = (step: string, share: number) => void;

export type Story = {
  readonly stage: Stage;
  readonly cast: Cast;
  readonly tenants: readonly TenantKey[];
  readonly passwordOf: (login: { loginName: string }) => string;
  /** Brings the planner's statistics up to date: a seed writes faster than they follow by themselves. */
  readonly analyse: () => Promise<void>;
  readonly progress: Progress;
};

/** From the first contract to the last closed month. What happens after it is the present. */
export async function tellStory(story: Story): Promise<World> {
  const { stage, cast, tenants, progress } = story;
  progress('公司、客户与账号', 0);
  const world = await openCompanies(stage, story.passwordOf);
  for (const tenant of tenants) {
    await importFirstRoster(world, cast, tenant);
  }
  await stage.settleEvents();
  await story.analyse();
  const months = monthsBetween(firstPeriod, lastClosedPeriod) + 1;
  for (let index = 0; index < months; index += 1) {
    const period = addMonths(firstPeriod, index);
    progress(`${period} 工资`, 0.1 + (0.85 * index) / months);
    await playPeriod(story, world, period);
    if (index % 3 === 1) await story.analyse();
  }
  return world;
}

async function playPeriod(story: Story, world: World, period: PayPeriod): Promise<void> {
  const byPayDate = story.tenants
    .map((tenant) => ({ tenant, payDate: payDateOf(tenant, period) }))
    .toSorted((a, b) => (a.payDate < b.payDate ? -1 : a.payDate > b.payDate ? 1 : 0));
  for (const { tenant, payDate } of byPayDate)
    await playMonth(story, world, tenant, period, payDate);
}

async function playMonth(
  { stage, cast }: Story,
  world: World,
  tenant: TenantKey,
  period: PayPeriod,
  payDate: PlainDate,
): Promise<void> {
  const month = wageMonthOf(tenant, period);
  stage.moveTo(play.preparationDay(payDate), '09:30');
  await importRosterChanges(world, cast, tenant, month);
  await recordBills(world, tenant, month);
  const run = await play.openRun(world, tenant, month, payDate);
  await importMonthFiles(world, cast, run);
  await play.reviewInputs(world, run);
  await stage.settleEvents();
  await play.calculate(world, run);
  await play.explainWarnings(world, run);
  await play.approveAndLock(world, run);
  stage.moveTo(payDate, '09:10');
  await play.fund(world, run);
  await play.pay(world, run);
  await payByFile(world, cast, run);
  await play.awaitPayment(world, run);
  await play.closeRun(world, run);
}
