import {
  billingContract,
  insuranceContract,
  payrollContract,
  paymentsContract,
  peopleContract,
} from '@heyi/contract';
import { assert, type Fen, fen, type Instant, payPeriod, yuan } from '@heyi/kernel';
import { applyReports } from '@heyi/payments';
import type { Cast } from '../cast/cast.ts';
import type { TenantKey } from '../cast/company.ts';
import { goldenPerson } from '../cast/golden-people.ts';
import { lastPastDay } from './bank-statements.ts';
import { agreeJoinerTerms } from './agency-work/joiner-terms.ts';
import { openPayDate, openPeriod, wageMonthOf } from './calendar.ts';
import { importMonthFiles } from './import-month.ts';
import type { World } from './open-companies.ts';
import * as play from './play-run.ts';
import { recordBills } from './record-bills.ts';
import { wireTenant } from './stage.ts';

/**
 * The month that is played. Two clients' files lie ready to be taken in; the others stand where a
 * Monday finds them: one came back from the bank, one is short of money, one was rejected, one waits
 * for an advance, one for approval.
 */
export async function reachPresent(
  cast: Cast,
  world: World,
  tenants: readonly TenantKey[],
): Promise<void> {
  const scenes: Readonly<Record<TenantKey, () => Promise<void>>> = {
    factory: () => cameBack(world),
    internet: () => shortOfMoney(cast, world),
    live: async () => {
      await waitsForAdvance(cast, world);
      await agreeJoinerTerms(world, cast);
    },
    estate: () => rejected(cast, world),
    house: () => waitsForApproval(cast, world),
    calls: () => waitsForFiles(world, 'calls'),
    retail: () => waitsForFiles(world, 'retail'),
  };
  for (const tenant of tenants) {
    if (tenant !== 'factory') await recordBills(world, tenant, wageMonthOf(tenant, openPeriod));
    if (tenant === 'retail') await chargeBeijingDifferences(world);
    await scenes[tenant]();
  }
  await world.stage.settleEvents(tenants.map((tenant) => world.tenantOf(tenant)));
}

/**
 * Beijing published its base of July on 21 August: two closed months are charged again, by the units
 * of social and medical insurance. The fund has a base of its own.
 */
async function chargeBeijingDifferences(world: World): Promise<void> {
  const { stage } = world;
  const tenantId = wireTenant(world.tenantOf('retail'));
  const specialist = world.player('insurance_specialist');
  const { rows } = await stage.act(specialist, peopleContract.listRegistrations, {
    tenantId,
    entityId: world.entityId('retail-north'),
  });
  for (const { id: registrationId, kind } of rows) {
    if (kind === 'housingFund') continue;
    const made = await stage.act(specialist, insuranceContract.previewDifferences, {
      tenantId,
      registrationId,
      billPeriod: openPeriod,
      fromPeriod: payPeriod('2026-07'),
      toPeriod: payPeriod('2026-08'),
    });
    await stage.finish(world.tenantOf('retail'), made.jobId!);
    await stage.act(specialist, insuranceContract.commitDifferences, {
      tenantId,
      differenceRunId: made.id,
    });
  }
}

async function calculated(cast: Cast, world: World, tenant: TenantKey): Promise<play.DemoRun> {
  const payDate = openPayDate(tenant);
  const run = await play.openRun(world, tenant, wageMonthOf(tenant, openPeriod), payDate);
  await importMonthFiles(world, cast, run);
  await play.reviewInputs(world, run);
  await world.stage.settleEvents([world.tenantOf(tenant)]);
  await play.calculate(world, run);
  await play.explainWarnings(world, run);
  return run;
}

/** The factory was paid on Friday; on Saturday one payment has come back. */
async function cameBack(world: World): Promise<void> {
  const { stage } = world;
  const { name } = goldenPerson('returned').rows[0]!.person;
  const { rows } = await stage.act(world.player('finance'), paymentsContract.listPayOrders, {
    tenantId: wireTenant(world.tenantOf('factory')),
    search: name,
  });
  // Newest first: the one of Friday.
  const order = rows[0];
  assert(order, `${name} was paid`);
  const { reference, bankReference } = order;
  const returned = { state: 'returned', code: 'AC04', text: '收款账户已销户，退汇' } as const;
  // On Saturday: the day is in the statements that are brought in.
  const occurredAt: Instant = `${lastPastDay}T06:20:00.000Z`;
  await applyReports(
    stage.host,
    [{ reference, bankReference, ...returned, occurredAt }],
    'callback',
  );
}

const shortBy: Fen = yuan('120000.00');

async function shortOfMoney(cast: Cast, world: World): Promise<void> {
  const run = await calculated(cast, world, 'internet');
  await play.approveAndLock(world, run);
  await play.fund(world, run, (missing) => fen(missing - shortBy), lastPastDay);
}

/** The client pays later: 垫付 is asked for, finance has not decided. */
async function waitsForAdvance(cast: Cast, world: World): Promise<void> {
  const { stage } = world;
  const run = await calculated(cast, world, 'live');
  await play.approveAndLock(world, run);
  await play.fund(world, run, () => fen(0));
  const { tenantId, runId } = run;
  const { accounts } = await stage.act(world.player('finance'), billingContract.getFunding, {
    tenantId,
    subjectId: runId,
  });
  const { payerAccountId, missing } = accounts[0]!;
  await stage.act(world.player('payroll_specialist'), billingContract.requestAdvance, {
    tenantId,
    payerAccountId,
    amount: missing,
    subjectId: runId,
    reason: '客户月底回款，已书面承诺12月5日前补足',
  });
}

async function rejected(cast: Cast, world: World): Promise<void> {
  const run = await calculated(cast, world, 'estate');
  await play.submit(world, run);
  const { tenantId, runId } = run;
  await world.stage.act(play.approverOf(world, 'estate'), payrollContract.rejectRun, {
    tenantId,
    runId,
    reason: '成本中心4210020100本月有两人应归4210030100，请更正后重报',
  });
}

async function waitsForApproval(cast: Cast, world: World): Promise<void> {
  await play.submit(world, await calculated(cast, world, 'house'));
}

/** Collecting: the bills are there, the client's files lie ready. */
async function waitsForFiles(world: World, tenant: TenantKey): Promise<void> {
  const { stage } = world;
  const payDate = openPayDate(tenant);
  const run = await play.openRun(world, tenant, wageMonthOf(tenant, openPeriod), payDate);
  const input = { tenantId: run.tenantId, runId: run.runId, source: 'contributions' as const };
  const specialist = world.player('payroll_specialist');
  await stage.act(specialist, payrollContract.submitInput, { ...input, note: '账单已到' });
  await stage.act(specialist, payrollContract.reviewInput, { ...input, decision: 'reviewed' });
  if (tenant === 'retail') await includeLeaver(world, run);
}

/** 离职后补发 is taken into the run by hand, with its reason. */
async function includeLeaver(world: World, run: play.DemoRun): Promise<void> {
  const { employeeNumber } = goldenPerson('paidAfterLeaving').rows[0]!;
  const employmentId = await world.employmentId('retail', employeeNumber);
  await world.stage.act(world.player('payroll_specialist'), payrollContract.placeMember, {
    tenantId: run.tenantId,
    runId: run.runId,
    employmentId,
    place: 'included',
    reason: '离职后补发：第三季度提成，客户书面确认',
  });
}
