import assert from 'node:assert/strict';
import { openTestApp, type TestApp } from '@heyi/connect/testing';
import {
  admitWorkers,
  castGigClient,
  earn,
  type GigClient,
  sampleWorker,
  topUp,
} from '@heyi/gig/testing';
import { type Id, newId, rate, yuan } from '@heyi/kernel';
import type { createPayOrders } from '@heyi/payments';
import { addClient, asTenant, bookWages, payeesOf, type PayClient } from '@heyi/payments/testing';
import type { TestHost } from '@heyi/platform/testing';
import type { BehaviourName, SandboxBank } from '@heyi/sandbox';
import type { Host } from '@heyi/platform';
import type { Random } from '../simulation/random.ts';

/** A client with a program on the sandbox bank, its own program of the open API, and workers. */
export type ChaosClient = {
  readonly client: GigClient;
  readonly app: TestApp;
  readonly workers: readonly string[];
  /** Whose row breaks a batch, as nobody foresaw; it fails alone. */
  readonly badWorker: string;
};

/** What payees' accounts do at the bank; the others are ordinary. */
const behaviours: readonly BehaviourName[] = [
  'timeout_before',
  'timeout_after',
  'error_after',
  'cut_after',
  'garbled_after',
  'query_lag',
  'failed_later',
  'suspended',
  'late_return',
  'callback_twice',
  'callback_disordered',
  'return_overtakes',
  'callback_forged',
];

const workersEach = 24;

export async function castClient(
  world: TestHost,
  bank: SandboxBank,
  random: Random,
): Promise<ChaosClient> {
  const client = await castGigClient(world, {
    channel: 'sandbox',
    feeRate: rate('0.02'),
    whenReturned: 'correct',
  });
  await bank.admin.openAccount(client.accountNumber, '付款主体1有限公司', yuan('900000000.00'));
  const sample = Array.from({ length: workersEach }, () => sampleWorker());
  await admitWorkers(world, client, sample);
  for (const [index, behaviour] of behaviours.entries()) {
    const account = sample[index]!.accountNumber;
    assert.ok(account);
    const seconds = behaviour === 'late_return' ? random.between(3600, 86_400) : undefined;
    await bank.admin.setBehaviour(account, behaviour, seconds);
  }
  const workers = sample.map(({ externalWorkerId }) => externalWorkerId);
  const incomes = workers.map((worker) => ({ worker, amount: yuan('90000.00') }));
  await earn(world, client.tenantId, incomes);
  await topUp(world, client, yuan('60000.00'));
  const scopes = ['withdrawals:write', 'withdrawals:read'];
  const app = await openTestApp(world, client.tenantId, { environment: 'live', scopes });
  const badWorker = workers.pop()!;
  await world.as(
    client.tenantId,
    (tx) => tx.sql`
      update gig.worker set payee_account_masked = null
       where tenant_id = ${tx.tenantId} and external_id = ${badWorker}`,
  );
  return { client, app, workers, badWorker };
}

/** Somebody puts right what was wrong with a row. */
export async function repair(world: TestHost, { client, badWorker }: ChaosClient): Promise<void> {
  await world.as(
    client.tenantId,
    (tx) => tx.sql`
      update gig.worker set payee_account_masked = '6222 **** **** 5678'
       where tenant_id = ${tx.tenantId} and external_id = ${badWorker}`,
  );
}

/** A client whose wages are owed and whose money is there: each batch is one click away. */
export type Payroll = {
  readonly client: PayClient;
  readonly batches: readonly Parameters<typeof createPayOrders>[1][];
};

export async function castPayroll(
  world: TestHost,
  host: Host,
  bank: SandboxBank,
  batches: number,
): Promise<Payroll> {
  const client = await addClient(world, host, { channel: 'sandbox', entities: 1 });
  const { accountNumber } = client.entities[0]!;
  await bank.admin.openAccount(accountNumber, '付款主体1有限公司', yuan('900000000.00'));
  const requests: Payroll['batches'][number][] = [];
  for (let number = 1; number <= batches; number += 1) {
    const payees = Array.from({ length: 20 }, (_, index) => ({ name: `员工${index}` }));
    const orders = await asTenant(host, client.tenantId, (tx) => payeesOf(tx, client, payees));
    const subjectId: Id<'run'> = newId<'run'>();
    await asTenant(host, client.tenantId, (tx) => bookWages(tx, client, orders.amounts, subjectId));
    requests.push({ subjectKind: 'payrollRun', subjectId, purpose: '工资', orders });
  }
  return { client, batches: requests };
}
