import { placeTestAccount } from '@heyi/access/testing';
import { routes as billingRoutes } from '@heyi/billing';
import { type CooperationMode, createClientContact, providerEmploys } from '@heyi/clients';
import type {
  billingContract,
  ledgerContract,
  Operation,
  Output,
  paymentsContract,
  payrollContract,
} from '@heyi/contract';
import {
  assert,
  type Fen,
  formatId,
  type Id,
  newId,
  payPeriod,
  plainDate,
  type Result,
  yuan,
} from '@heyi/kernel';
import { routes as ledgerRoutes } from '@heyi/ledger';
import { routes as paymentRoutes } from '@heyi/payments';
import {
  type EntityId,
  joinPerson,
  type RegistrationId,
  setEnrolment,
  setPayeeAccount,
} from '@heyi/people';
import {
  castClient,
  castHouse,
  entity,
  idCardNumber,
  registration,
  valueOf,
} from '@heyi/people/testing';
import {
  type Actor,
  deliverEvents,
  type Route,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { calculateJob } from '../calculation/calculate-run.ts';
import { listeners, routes } from '../index.ts';
import type { RunId } from '../run/payroll-run.store.ts';
import { loadPayItems } from '../scheme/pay-scheme.store.ts';

/** Who acts in the tests: the specialist, the client's approver, the provider's finance. */
export const specialist: Partial<Actor> = { accountId: newId<'acc'>(), name: '李静' };
export const approver: Partial<Actor> = { accountId: newId<'acc'>(), name: '周敏' };
export const finance: Partial<Actor> = { accountId: newId<'acc'>(), name: '赵磊' };

export type RunClient = {
  readonly tenantId: TenantId;
  readonly entityId: EntityId;
  readonly registrations: Readonly<
    Record<'socialInsurance' | 'medical' | 'housingFund', RegistrationId>
  >;
  readonly payerAccountId: Id<'pac'>;
};

type Contracts = typeof payrollContract &
  typeof paymentsContract &
  typeof billingContract &
  typeof ledgerContract;

/** The operations that the tests of a run call. */
export type OperationName = {
  [Name in keyof Contracts]: Contracts[Name] extends Operation ? Name : never;
}[keyof Contracts] &
  string;

export type Value<Name extends OperationName> = Contracts[Name] extends infer O extends Operation
  ? Output<O>
  : never;

type Answer<Name extends OperationName> = Result<Value<Name>, { code: string }>;

/** Calls an operation through its route, as somebody; answers what the use case answers. */
export async function call<Name extends OperationName>(
  world: TestHost,
  tenantId: TenantId,
  operation: Name,
  input: Record<string, unknown> = {},
  actor: Partial<Actor> = specialist,
): Promise<Answer<Name>> {
  const all: readonly Route[] = [...routes, ...paymentRoutes, ...billingRoutes, ...ledgerRoutes];
  const found = all.find((route) => route.operation.id === operation);
  assert(found, `no operation ${operation}`);
  const failed = new Error('rolled back');
  let answer: Result<unknown, { code: string }> | null = null;
  try {
    await world.as(
      tenantId,
      async (tx) => {
        answer = await found.run(tx, { tenantId, ...input } as never);
        // A refusal leaves no trace, as behind the door.
        if (!answer.ok) throw failed;
      },
      actor,
    );
  } catch (error) {
    if (error !== failed) throw error;
  }
  return answer as unknown as Answer<Name>;
}

/** As {@link call}, for what is not refused. */
export async function done<Name extends OperationName>(
  ...request: [
    world: TestHost,
    tenantId: TenantId,
    operation: Name,
    input?: Record<string, unknown>,
    actor?: Partial<Actor> | undefined,
  ]
): Promise<Value<Name>> {
  return valueOf(await call(...request));
}

export async function openWorld(now?: string): Promise<TestHost> {
  const world = await createTestHost(now);
  await castHouse(world);
  return world;
}

/**
 * A client with an entity in Beijing that employs, pays and insures its people: its own, or the
 * provider's in dispatch and outsourcing. With registrations, a paying account, an approver.
 */
export async function castRunClient(
  world: TestHost,
  shortName: string,
  mode: CooperationMode = 'agency',
): Promise<RunClient> {
  const tenantId = await castClient(world, mode, shortName);
  const holderId = providerEmploys(mode) ? world.host.houseId : tenantId;
  const { id: entityId } = await entity(world, holderId, `${shortName}有限公司`);
  await placeTestAccount(world, tenantId, { id: approver.accountId!, name: approver.name! });
  await world.as(tenantId, (tx) =>
    createClientContact(tx, {
      tenantId,
      name: approver.name!,
      accountId: approver.accountId!,
      mayApprovePayroll: true,
      maySubmitInputs: true,
    }),
  );
  const registrations = {
    socialInsurance: await registration(world, holderId, entityId, 'socialInsurance'),
    medical: await registration(world, holderId, entityId, 'medical'),
    housingFund: await registration(world, holderId, entityId, 'housingFund'),
  };
  const payerAccountId = await payerAccount(world, tenantId, holderId, entityId);
  return { tenantId, entityId, registrations, payerAccountId };
}

let accounts = 110_900_000_000_000;

/** An account at a bank without a link, assigned to pay for the entity in the client's tenant. */
export async function payerAccount(
  world: TestHost,
  tenantId: TenantId,
  holderTenantId: TenantId,
  legalEntityId: EntityId,
): Promise<Id<'pac'>> {
  const made = valueOf(
    await call(world, holderTenantId, 'createPayerAccount', {
      legalEntityId,
      holderName: '付款单位有限公司',
      accountNumber: String((accounts += 1)),
      bankName: '中国工商银行',
      channel: 'file',
      sending: 'single',
    }),
  );
  const input = { legalEntityId, payerAccountId: made.id };
  valueOf(await call(world, tenantId, 'assignPayerAccount', input));
  return made.id;
}

export type Worker = { readonly employmentId: Id<'emp'>; readonly personId: Id<'per'> };

export type WorkerFacts = {
  name?: string;
  document?: string;
  startsOn?: string;
  entityId?: EntityId;
  /** Where the contract is not the pay entity's. */
  contractEntityId?: EntityId;
  form?: 'fullTime' | 'partTime' | 'serviceAgreement' | 'rehiredRetiree' | 'intern';
  residency?: 'resident' | 'nonResident';
  basePay?: Fen;
  /** Null: not insured. */
  base?: Fen | null;
  account?: string | null;
};

let people = 0;

/** Somebody with base pay, account and enrolments. */
export async function castWorker(
  world: TestHost,
  client: RunClient,
  facts: WorkerFacts = {},
): Promise<Worker> {
  const { tenantId } = client;
  people += 1;
  const {
    name = `员工${people}`,
    document = idCardNumber((people % 900) + 1),
    form = 'fullTime',
  } = facts;
  const entityId = facts.entityId ?? client.entityId;
  const startsOn = plainDate(facts.startsOn ?? '2026-01-01');
  const insured = form === 'fullTime' && facts.base !== null;
  const joined = await world.as(tenantId, async (tx) =>
    valueOf(
      await joinPerson(tx, {
        tenantId,
        person: {
          name,
          documentKind: 'idCard',
          documentNumber: document,
          hukouType: 'localUrban',
          ...(facts.residency && { residency: facts.residency }),
        },
        employment: {
          contractEntityId: facts.contractEntityId ?? entityId,
          payTaxEntityId: entityId,
          insuranceEntityId: insured ? entityId : null,
          form,
          workCityCode: '110000',
          startsOn,
        },
      }),
    ),
  );
  const worker = { employmentId: joined.id, personId: joined.personId };
  if (facts.account !== null) await giveAccount(world, client, worker, name, facts.account);
  const basePay = facts.basePay ?? yuan('20000');
  await putTerm(world, client, worker, 'basePay', basePay, startsOn);
  if (insured) await insure(world, client, worker, facts.base ?? basePay, startsOn.slice(0, 7));
  return worker;
}

export async function giveAccount(
  world: TestHost,
  { tenantId }: RunClient,
  { personId }: Worker,
  holderName: string,
  accountNumber = String((accounts += 1)),
): Promise<void> {
  const account = { bankName: '中国建设银行', bankCode: '105100000017', accountNumber, holderName };
  await world.as(tenantId, async (tx) => {
    valueOf(await setPayeeAccount(tx, { tenantId, personId, ...account }));
  });
}

export async function putTerm(
  world: TestHost,
  { tenantId }: RunClient,
  { employmentId }: Worker,
  code: string,
  amount: Fen,
  effectiveFrom: string,
): Promise<void> {
  const payItemId = await itemId(world, tenantId, code);
  const input = { employmentId, payItemId, amount, effectiveFrom: plainDate(effectiveFrom) };
  valueOf(await call(world, tenantId, 'putPayTerm', input));
}

export async function itemId(
  world: TestHost,
  tenantId: TenantId,
  code: string,
): Promise<Id<'pit'>> {
  const items = await world.as(tenantId, (tx) => loadPayItems(tx));
  const item = items.find((candidate) => candidate.code === code);
  assert(item, `no pay item ${code}`);
  return item.id;
}

async function insure(
  world: TestHost,
  { tenantId, registrations }: RunClient,
  { employmentId }: Worker,
  base: Fen,
  from: string,
): Promise<void> {
  for (const registrationId of Object.values(registrations)) {
    await world.as(tenantId, async (tx) => {
      valueOf(
        await setEnrolment(tx, {
          tenantId,
          employmentId,
          registrationId,
          fromPeriod: payPeriod(from),
          base,
          housingFundRate: null,
          supplementaryRate: null,
        }),
      );
    });
  }
}

export async function openRun(
  world: TestHost,
  { tenantId }: Pick<RunClient, 'tenantId'>,
  month: string,
  facts: Record<string, unknown> = {},
): Promise<RunId> {
  const input = {
    kind: 'regular',
    wageMonth: payPeriod(month),
    payDate: plainDate(`${month}-25`),
    ...facts,
  };
  return valueOf(await call(world, tenantId, 'createPayrollRun', input)).id;
}

/** Starts the calculation and runs its job as the worker does. */
export async function calculate(
  world: TestHost,
  { tenantId }: Pick<RunClient, 'tenantId'>,
  runId: RunId,
): Promise<void> {
  valueOf(await call(world, tenantId, 'startCalculation', { runId }));
  await runCalculation(world, tenantId, runId);
}

export async function runCalculation(
  world: TestHost,
  tenantId: TenantId,
  runId: RunId,
): Promise<void> {
  const [run] = await world.as(
    tenantId,
    (tx) => tx.sql<{ id: string }>`
    select pending_calculation_id as id from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId}`,
  );
  const context = {
    host: world.host,
    tenantId,
    jobId: newId<'job'>(),
    transaction: <T>(work: (tx: Transaction) => Promise<T>) => world.as(tenantId, work),
    progress: async () => undefined,
    signal: new AbortController().signal,
  };
  valueOf(await calculateJob.run(context, { runId, calculationId: run!.id }));
}

/** Hands in and reviews every source, acknowledges every warning, submits. */
export async function submit(
  world: TestHost,
  { tenantId }: Pick<RunClient, 'tenantId'>,
  runId: RunId,
): Promise<void> {
  const board = valueOf(await call(world, tenantId, 'getInputBoard', { runId }));
  for (const { source, isRequired } of board.rows) {
    if (!isRequired) continue;
    valueOf(await call(world, tenantId, 'submitInput', { runId, source }));
    valueOf(await call(world, tenantId, 'reviewInput', { runId, source, decision: 'reviewed' }));
  }
  const findings = valueOf(await call(world, tenantId, 'listFindings', { runId }));
  for (const { key, severity, open } of findings.counts) {
    if (severity !== 'warning' || open === 0) continue;
    valueOf(await call(world, tenantId, 'acknowledgeFinding', { runId, key, reason: '已核对' }));
  }
  valueOf(await call(world, tenantId, 'submitRunForReview', { runId }));
}

export async function approve(
  world: TestHost,
  { tenantId }: Pick<RunClient, 'tenantId'>,
  runId: RunId,
): Promise<void> {
  const { snapshotHash } = valueOf(await call(world, tenantId, 'getPayrollRun', { runId }));
  valueOf(await call(world, tenantId, 'approveRun', { runId, snapshotHash }, approver));
}

/** From a run with its inputs to a locked one. */
export async function lockMonth(
  world: TestHost,
  client: Pick<RunClient, 'tenantId'>,
  runId: RunId,
): Promise<void> {
  await calculate(world, client, runId);
  await submit(world, client, runId);
  await approve(world, client, runId);
  valueOf(await call(world, client.tenantId, 'lockRun', { runId }));
}

/** The client's money arrives and is matched. */
export async function receive(
  world: TestHost,
  { tenantId, payerAccountId }: RunClient,
  amount: Fen,
): Promise<void> {
  valueOf(
    await call(
      world,
      tenantId,
      'recordReceipt',
      {
        payerAccountId,
        amount,
        senderName: '客户',
        bankReference: `B${String((people += 1))}`,
        receivedOn: plainDate('2026-11-23'),
        isMatched: true,
      },
      finance,
    ),
  );
}

export async function stateOf(world: TestHost, tenantId: TenantId, runId: RunId): Promise<string> {
  return valueOf(await call(world, tenantId, 'getPayrollRun', { runId })).state;
}

export async function deliver(world: TestHost): Promise<void> {
  await deliverEvents(world.host, listeners);
}

/** Every pay order of the run comes to an outcome, by the hands of two people. */
export async function settleOrders(
  world: TestHost,
  tenantId: TenantId,
  runId: RunId,
  outcomeOf: (payeeName: string) => 'succeeded' | 'failed' = () => 'succeeded',
): Promise<void> {
  const { batches } = valueOf(await call(world, tenantId, 'getPayProgress', { subjectId: runId }));
  for (const { id, releasedAt } of batches) {
    if (releasedAt === null)
      valueOf(await call(world, tenantId, 'releaseInstructionFile', { payBatchId: id }, finance));
  }
  const orders = valueOf(
    await call(world, tenantId, 'listPayOrders', { subjectId: formatId('run', runId), limit: 500 }),
  );
  for (const order of orders.rows) {
    if (!['sent', 'queued', 'unknown', 'manual'].includes(order.state)) continue;
    const one = { payOrderId: order.id };
    valueOf(
      await call(world, tenantId, 'markPayOrderManual', { ...one, note: '网银核对' }, finance),
    );
    const proposal = { ...one, outcome: outcomeOf(order.payeeName), note: '网银回单' };
    valueOf(await call(world, tenantId, 'proposePayOrderOutcome', proposal, finance));
    valueOf(await call(world, tenantId, 'settlePayOrder', one, approver));
  }
  await deliver(world);
}

export async function payslipOf(
  world: TestHost,
  tenantId: TenantId,
  runId: RunId,
  employmentId: Id<'emp'>,
): Promise<Output<typeof payrollContract.getPayslip>> {
  const members = valueOf(await call(world, tenantId, 'listRunMembers', { runId, limit: 500 }));
  const member = members.rows.find(
    (row: { employmentId: string }) => row.employmentId === employmentId,
  );
  assert(member?.payslipId, 'the person has a payslip');
  return valueOf(await call(world, tenantId, 'getPayslip', { payslipId: member.payslipId }));
}
