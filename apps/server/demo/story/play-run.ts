import {
  billingContract,
  payrollContract,
  paymentsContract,
  type WireOutput,
} from '@heyi/contract';
import {
  addDays,
  assert,
  type Fen,
  formatYuan,
  type PayPeriod,
  type PlainDate,
  yuan,
} from '@heyi/kernel';
import { clientOf, payerAccounts } from '../cast/companies.ts';
import type { TenantKey } from '../cast/company.ts';
import type { World } from './open-companies.ts';
import { type Player, wireTenant } from './stage.ts';

/** A run of the story, as the operations name it. */
export type DemoRun = {
  readonly tenant: TenantKey;
  readonly tenantId: string;
  readonly runId: string;
  readonly wageMonth: PayPeriod;
  readonly payDate: PlainDate;
};

type RunView = WireOutput<typeof payrollContract.getPayrollRun>;

const reasonsOfWarnings: Readonly<Record<string, string>> = {
  'account.missing': '本人正在办理工资卡，先缓发',
  'account.shared': '夫妻二人，已收代收委托书',
  'account.changed': '已电话与本人核实',
  'net.negative': '产假期间，本人同意从以后工资中扣回',
  'net.zero': '全月无薪假，已与客户核对',
  'net.changed': '已按薪资变动与考勤逐一核对',
  'pay.after_leaving': '离职前提成，客户书面确认补发',
  'deduction.not_covered': '本人未申报专项附加扣除',
};

export async function openRun(
  world: World,
  tenant: TenantKey,
  wageMonth: PayPeriod,
  payDate: PlainDate,
): Promise<DemoRun> {
  const tenantId = wireTenant(world.tenantOf(tenant));
  const preparer = world.player('payroll_specialist');
  const { id } = await world.stage.act(preparer, payrollContract.createPayrollRun, {
    tenantId,
    kind: 'regular',
    wageMonth,
    payDate,
  });
  return { tenant, tenantId, runId: id, wageMonth, payDate };
}

/** The payroll specialist looks every source through; what nobody handed in is nothing this month. */
export async function reviewInputs(world: World, run: DemoRun): Promise<void> {
  const { tenantId, runId } = run;
  const specialist = world.player('payroll_specialist');
  const board = await world.stage.act(specialist, payrollContract.getInputBoard, {
    tenantId,
    runId,
  });
  for (const { source, state, isRequired } of board.rows) {
    if (!isRequired || state === 'reviewed') continue;
    const input = { tenantId, runId, source };
    if (state === 'notSubmitted') {
      const note = source === 'contributions' ? '账单已到' : '本月无';
      await world.stage.act(specialist, payrollContract.submitInput, { ...input, note });
    }
    await world.stage.act(specialist, payrollContract.reviewInput, {
      ...input,
      decision: 'reviewed',
    });
  }
}

export async function calculate(world: World, run: DemoRun): Promise<RunView> {
  const { tenantId, runId } = run;
  const specialist = world.player('payroll_specialist');
  const started = await world.stage.act(specialist, payrollContract.startCalculation, {
    tenantId,
    runId,
  });
  await world.stage.finish(world.tenantOf(run.tenant), started.jobId!);
  const view = await world.stage.act(specialist, payrollContract.getPayrollRun, {
    tenantId,
    runId,
  });
  assert(view.state === 'calculated', `${run.tenant} ${run.wageMonth} is ${view.state}`);
  return view;
}

export async function explainWarnings(world: World, run: DemoRun): Promise<void> {
  const { tenantId, runId } = run;
  const specialist = world.player('payroll_specialist');
  const { counts } = await world.stage.act(specialist, payrollContract.listFindings, {
    tenantId,
    runId,
    limit: 1,
  });
  for (const { key, severity, open } of counts) {
    assert(severity !== 'blocker', `${run.tenant} ${run.wageMonth} is blocked: ${key}`);
    if (severity !== 'warning' || open === 0) continue;
    const reason = reasonsOfWarnings[key] ?? '已核对，无误';
    await world.stage.act(specialist, payrollContract.acknowledgeFinding, {
      tenantId,
      runId,
      key,
      reason,
    });
  }
}

/** Who approves: the client's contact; of the provider's own run, its head of operations. */
export function approverOf(world: World, tenant: TenantKey): Player {
  return tenant === 'house' ? world.player('operations') : world.player('client_hr', tenant);
}

export async function submit(world: World, run: DemoRun): Promise<RunView> {
  const { tenantId, runId } = run;
  return world.stage.act(world.player('payroll_specialist'), payrollContract.submitRunForReview, {
    tenantId,
    runId,
    note: '请审批',
  });
}

export async function approveAndLock(world: World, run: DemoRun): Promise<void> {
  const { tenantId, runId } = run;
  const { snapshotHash } = await submit(world, run);
  await world.stage.act(approverOf(world, run.tenant), payrollContract.approveRun, {
    tenantId,
    runId,
    snapshotHash: snapshotHash!,
  });
  await world.stage.act(world.player('payroll_specialist'), payrollContract.lockRun, {
    tenantId,
    runId,
  });
}

/** The client pays in what the run needs, or what `paysIn` makes of it; finance applies it. */
export async function fund(
  world: World,
  run: DemoRun,
  paysIn: (missing: Fen) => Fen = (missing) => missing,
  receivedOn: PlainDate = world.stage.today(),
): Promise<void> {
  const { tenantId, runId } = run;
  const finance = world.player('finance');
  await world.stage.act(finance, payrollContract.fundRun, { tenantId, runId });
  const need = await world.stage.act(finance, billingContract.getFunding, {
    tenantId,
    subjectId: runId,
  });
  for (const { payerAccountId, missing } of need.accounts) {
    const amount = paysIn(yuan(missing));
    if (amount <= 0) continue;
    await world.stage.act(finance, billingContract.recordReceipt, {
      tenantId,
      payerAccountId,
      amount: formatYuan(amount),
      isMatched: true,
      senderName: senderOf(run.tenant, payerAccountId, world),
      bankReference: `IN${run.wageMonth.replace('-', '')}${payerAccountId.slice(-8)}${run.tenant}`,
      receivedOn,
      note: `${run.wageMonth}工资款`,
    });
  }
  await world.stage.act(finance, payrollContract.fundRun, { tenantId, runId });
}

/** An entity that pays from its own account moves its own money there. */
function senderOf(tenant: TenantKey, payerAccountId: string, world: World): string {
  const own = payerAccounts.find(
    ({ entityKey }) => world.payerAccountId(entityKey) === payerAccountId,
  )!;
  if (tenant === 'house') return '合一人力资源服务（北京）有限公司';
  const client = clientOf(tenant);
  return (client.entities.find(({ key }) => key === own.entityKey) ?? client.entities[0]!).name;
}

export async function pay(world: World, run: DemoRun): Promise<void> {
  const { tenantId, runId } = run;
  await world.stage.act(world.player('finance'), payrollContract.payRun, { tenantId, runId });
}

/** Waits until the bank has answered for every order, and the run has heard of it. */
export async function awaitPayment(world: World, run: DemoRun): Promise<void> {
  const { tenantId, runId } = run;
  const finance = world.player('finance');
  const input = { tenantId, subjectId: runId };
  for (let looks = 0; looks < 6000; looks += 1) {
    const { isMoving } = await world.stage.act(finance, paymentsContract.getPayProgress, input);
    if (!isMoving) return world.stage.settleEvents([world.tenantOf(run.tenant)]);
    await new Promise((resolve) => void setTimeout(resolve, 60));
  }
  throw new Error(`${run.tenant} ${run.wageMonth}: the bank does not end`);
}

export async function releasePayslips(world: World, run: DemoRun): Promise<void> {
  const { tenantId, runId } = run;
  const specialist = world.player('payroll_specialist');
  await world.stage.act(specialist, payrollContract.releasePayslips, { tenantId, runId });
}

export async function closeRun(world: World, run: DemoRun): Promise<void> {
  const { tenantId, runId } = run;
  const specialist = world.player('payroll_specialist');
  await world.stage.act(specialist, payrollContract.closeRun, { tenantId, runId });
}

/** Two days before the pay date, in office hours. */
export function preparationDay(payDate: PlainDate): PlainDate {
  return addDays(payDate, -2);
}
