import {
  addMonths,
  type Instant,
  monthsBetween,
  type PayPeriod,
  type PlainDate,
} from '@heyi/kernel';
import type { TaxBureauCalls } from '@heyi/sandbox';
import type { Cast } from '../cast/cast.ts';
import { clientOf, provider } from '../cast/companies.ts';
import type { TenantKey } from '../cast/company.ts';
import { linkGigAccounts, playGig, type PlayedGig, reachGigPresent } from '../gig/play-gig.ts';
import { firstPeriod, lastClosedPeriod, openPeriod, payDateOf, wageMonthOf } from './calendar.ts';
import { declareTax } from './declare-tax.ts';
import { importMonthFiles } from './import-month.ts';
import { importFirstRoster, importRosterChanges } from './keep-roster.ts';
import { linkPayerAccounts, openCompanies, type World } from './open-companies.ts';
import { payAgencies } from './pay-agencies.ts';
import { payByFile } from './pay-by-file.ts';
import * as play from './play-run.ts';
import { reachPresent } from './present.ts';
import { recordBills } from './record-bills.ts';
import { billClient, collectBill, estimateBill, setBillTerms } from './agency-work/bill-clients.ts';
import { playCertificates } from './agency-work/certificates.ts';
import { playDispatchedMatters } from './agency-work/dispatched-matters.ts';
import { openServices } from './agency-work/open-orders.ts';
import { leftInOctober } from './agency-work/open-matters.ts';
import { playRetailWeek } from './agency-work/week-before.ts';
import { workLines } from './agency-work/work-lines.ts';
import type { Stage } from './stage.ts';
import type { Strand } from './strands.ts';

/** Told while it goes on: what is done, and how far the whole is, from 0 to 1. */
export type Progress = (step: string, share: number) => void;

export type Story = {
  readonly stage: Stage;
  readonly strands: readonly Strand[];
  /** The withdrawals of the live-streaming platform. */
  readonly gig: { readonly strand: Strand; readonly workers: number };
  readonly cast: Cast;
  readonly tenants: readonly TenantKey[];
  /** The stand-in bureau; without it no tax is declared. */
  readonly bureau: TaxBureauCalls | null;
  readonly passwordOf: (login: { loginName: string }) => string;
  /** Brings the planner's statistics up to date: a seed writes faster than they follow by themselves. */
  readonly analyse: () => Promise<void>;
  readonly progress: Progress;
};

export type ToldStory = { readonly world: World; readonly gig: PlayedGig | null };

/** From the first contract over the closed months to the present. */
export async function tellStory(story: Story, now: Instant): Promise<ToldStory> {
  const { stage, strands, cast, tenants, progress } = story;
  progress('公司、客户与账号', 0);
  const world = await openCompanies(stage, strands, story.passwordOf);
  await openServices(world, tenants);
  await setBillTerms(world, tenants);
  const counted = countDone(story);
  const gigs = await Promise.all(
    strands.map(async (strand) => {
      const mine = strand.tenants.filter((tenant) => tenants.includes(tenant));
      const its = { ...world, stage: strand.stage };
      await importRosters(story, its, mine, counted);
      await playMonths(story, its, mine, counted);
      if (mine.includes('retail')) await playRetailWeek(its, cast);
      if (mine.includes('factory')) {
        await playOpenMonth(cast, its, 'factory');
        await playDispatchedMatters(its, cast);
      }
      its.stage.moveOn(now);
      await reachPresent(cast, its, mine);
      for (const tenant of mine) await estimateBill(its, tenant, openPeriod);
      // With a clock of its own, after the payroll of the client: one hears its news at a time.
      return mine.includes('live') ? tellGig(story, world) : null;
    }),
  );
  const gig = gigs.find((one) => one !== null) ?? null;
  stage.moveOn(now);
  await linkPayerAccounts(world);
  if (gig !== null) {
    await linkGigAccounts(world, gig);
    await reachGigPresent(world, gig);
  }
  await stage.settleEvents();
  return { world, gig };
}

function tellGig({ gig }: Story, world: World): Promise<PlayedGig> {
  const { stage, channel } = gig.strand;
  return playGig({ world: { ...world, stage }, stage, channel, workers: gig.workers });
}

async function importRosters(
  story: Story,
  world: World,
  tenants: readonly TenantKey[],
  counted: Counted,
): Promise<void> {
  for (const tenant of tenants) {
    counted(`花名册：${nameOf(tenant)}`, 0);
    await importFirstRoster(world, story.cast, tenant);
  }
  await world.stage.settleEvents(tenants.map((tenant) => world.tenantOf(tenant)));
  if (tenants.some(isBig)) await story.analyse();
}

/** Its tables fill faster than the planner's statistics follow by themselves. */
function isBig(tenant: TenantKey): boolean {
  return tenant === 'retail';
}

/** The client whose November was paid before the demo begins. */
async function playOpenMonth(cast: Cast, world: World, tenant: TenantKey): Promise<void> {
  const payDate = payDateOf(tenant, openPeriod);
  await payMonth(cast, world, tenant, openPeriod, payDate);
}

type Counted = (step: string, people: number) => void;

const months = monthsBetween(firstPeriod, lastClosedPeriod) + 1;
const peopleIn = (cast: Cast, tenant: TenantKey) => 60 + cast.rowsOf(tenant).length;

function countDone({ cast, tenants, progress }: Story): Counted {
  const whole = months * sum(tenants.map((tenant) => peopleIn(cast, tenant)));
  let done = 0;
  return (step, people) => {
    progress(step, 0.02 + (0.93 * done) / whole);
    done += people;
  };
}

/** The closed months of the tenants of a strand. */
async function playMonths(
  story: Story,
  world: World,
  tenants: readonly TenantKey[],
  counted: Counted,
): Promise<void> {
  const { cast } = story;
  for (let index = 0; index < months; index += 1) {
    const period = addMonths(firstPeriod, index);
    for (const { tenant, payDate } of byPayDate(tenants, period)) {
      counted(`${period} 工资：${nameOf(tenant)}`, peopleIn(cast, tenant));
      await playMonth(cast, world, tenant, period, payDate);
    }
    await declareTax(story, world, tenants, period);
    for (const tenant of tenants) await collectBill(world, tenant, period);
    // Until every table has had its first rows the planner knows nothing of them.
    if (index < 2 && tenants.some(isBig)) await story.analyse();
  }
}

function byPayDate(tenants: readonly TenantKey[], period: PayPeriod) {
  return tenants
    .map((tenant) => ({ tenant, payDate: payDateOf(tenant, period) }))
    .toSorted((a, b) => (a.payDate < b.payDate ? -1 : a.payDate > b.payDate ? 1 : 0));
}

function nameOf(tenant: TenantKey): string {
  return tenant === 'house' ? provider.shortName : clientOf(tenant).shortName;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

async function playMonth(
  cast: Cast,
  world: World,
  tenant: TenantKey,
  period: PayPeriod,
  payDate: PlainDate,
): Promise<void> {
  const run = await payMonth(cast, world, tenant, period, payDate);
  await play.releasePayslips(world, run);
  await play.closeRun(world, run);
  await payAgencies(world, run);
  await playCertificates(world, cast, tenant, period);
  await billClient(world, tenant, period);
}

async function payMonth(
  cast: Cast,
  world: World,
  tenant: TenantKey,
  period: PayPeriod,
  payDate: PlainDate,
): Promise<play.DemoRun> {
  const { stage } = world;
  const month = wageMonthOf(tenant, period);
  stage.moveTo(play.preparationDay(payDate), '09:30');
  await importRosterChanges(world, cast, tenant, month);
  await recordBills(world, tenant, month);
  const run = await play.openRun(world, tenant, month, payDate);
  await importMonthFiles(world, cast, run);
  await play.reviewInputs(world, run);
  await stage.settleEvents([world.tenantOf(tenant)]);
  await workLines(world, tenant, month, month === lastClosedPeriod ? leftInOctober : undefined);
  await play.calculate(world, run);
  await play.explainWarnings(world, run);
  await play.approveAndLock(world, run);
  stage.moveTo(payDate, '09:10');
  await play.fund(world, run);
  await play.pay(world, run);
  await payByFile(world, cast, run);
  await play.awaitPayment(world, run);
  return run;
}
