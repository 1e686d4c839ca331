import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { routes as connectRoutes } from '@heyi/connect';
import { openAppServer, openTestApp, signedHeaders, type TestApp } from '@heyi/connect/testing';
import { operations } from '@heyi/contract';
import { formatId, newId, plainDate, yuan } from '@heyi/kernel';
import { idCardNumber, valueOf } from '@heyi/people/testing';
import { troubledOrders } from '@heyi/payments';
import { createPrinter, type Printer } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { tellFunds } from '../funds/tell-funds.ts';
import { getWithdrawalFlow } from '../flow/get-withdrawal-flow.ts';
import { directRoutes, printingRoutes, routes } from '../index.ts';
import { generateSettlementSheet } from '../settlement/generate-settlement-sheet.ts';
import {
  castGigClient,
  type GigClient,
  openSandboxBeside,
  runJobs,
} from '../testing/gig-client.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import { type Answer, settle, topUp } from '../testing/withdrawal-world.ts';
import { listWorkers } from '../worker/list-workers.ts';
import { countWaitingWithdrawals } from '../withdrawal/waiting-withdrawals.ts';
import { closeCollector } from '../withdrawal/withdraw.ts';
import type { Environment } from './program.ts';

type Sent = Record<string, unknown>;

type Row = {
  readonly id: string;
  readonly appId: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly programId: string;
  readonly externalWorkerId: string;
  readonly withdrawable: string;
};

/** What the operations of the table answer, as far as it is looked at. */
type Reply = Row & {
  readonly status: number;
  readonly state: string;
  readonly endpoint: { readonly appId: string };
  readonly results: readonly Row[];
  readonly rows: readonly Row[];
};

/** What an app has of its own, and somebody else's app must not find. */
type Things = {
  readonly client: GigClient;
  readonly app: TestApp;
  readonly worker: string;
  readonly withdrawal: Answer;
  readonly linkId: string;
  readonly claimId: string;
  readonly endpointId: string;
};

let world: TestHost;
let printer: Printer;
let http: Awaited<ReturnType<typeof openAppServer>>;
let live: Things;
let sandbox: Things;

const appOperations = operations.filter(({ scope }) => scope === 'app');

before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  printer = createPrinter({ workers: 1 });
  const served = [...connectRoutes, ...routes, ...printingRoutes(printer)];
  http = await openAppServer(world.host, served, { directRoutes });
  const client = await castGigClient(world);
  live = await castThings(client, 'live');
  sandbox = await castThings(await openSandboxBeside(world, client), 'sandbox');
});
after(async () => {
  await http.close();
  await closeCollector(world.host);
  await printer.close();
  await world.close();
});

/** Signed by the app, as its program does. */
async function call(app: TestApp, id: string, sent: Sent = {}): Promise<Reply> {
  const { method, path } = appOperations.find((operation) => operation.id === id)!;
  const rest: Sent = { ...sent };
  const url = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return value;
  });
  const body = method === 'GET' || method === 'DELETE' ? undefined : JSON.stringify(rest);
  const request = { method, url, ...(body !== undefined && { body }) };
  const headers = { 'idempotency-key': newId(), ...signedHeaders(world.host, app, request) };
  const answer = await http.server.inject({
    method,
    url,
    headers,
    ...(body !== undefined && { payload: body }),
  });
  return { ...answer.json<Reply>(), status: answer.statusCode };
}

const signature = { version: '1.0', signedAt: '2026-01-05T02:00:00.000Z', method: 'click' };

const registration = (externalWorkerId: string, person = 1) => ({
  externalWorkerId,
  name: '欧阳䶮',
  documentKind: 'idCard',
  documentNumber: idCardNumber(person, '19900307'),
  phone: '13800001234',
  channel: 'bankCard',
  accountNumber: '9000000001',
  signatures: [
    { kind: 'cooperation', ...signature },
    { kind: 'declarationAuthorisation', ...signature },
  ],
});

const line = (externalWorkerId: string, businessId: string) => ({
  businessId,
  externalWorkerId,
  incomeKind: 'labourRemuneration',
  task: '直播两小时',
  acceptedOn: '2026-11-22',
  workPeriod: '2026-11',
  amount: '500.00',
});

const topUpOf = (bankReference: string) => ({
  amount: '10.00',
  paidOn: '2026-11-22',
  payerName: '星河直播',
  bankReference,
});

/** Everything that an app makes, with the same ids of withdrawals, lines and batches in each. */
async function castThings(client: GigClient, environment: Environment): Promise<Things> {
  const { tenantId, programId } = client;
  await topUp(world, client, yuan('100000.00'));
  const scopes = appOperations.flatMap(({ permission }) => permission ?? []);
  const app = await openTestApp(world, tenantId, { environment, scopes: [...new Set(scopes)] });
  const worker = `${environment}-worker`;
  const ask = async (id: string, sent: Sent) => {
    const answer = await call(app, id, sent);
    assert.equal(answer.status, 200, `${id} ${JSON.stringify(answer)}`);
    return answer;
  };
  const { results } = await ask('registerWorkers', { workers: [registration(worker)] });
  assert.equal(results[0]!.outcome, 'registered', JSON.stringify(results));
  await runJobs(world, tenantId);
  const url = `https://${environment}.example.com/heyi`;
  const { id: endpointId } = await ask('registerWebhookEndpoint', { url });
  await ask('reportIncomeLines', { lines: [line(worker, 'line-1')] });
  const withdrawal = await ask('withdraw', {
    externalWorkerId: worker,
    businessId: 'withdrawal-1',
    amount: '100.00',
  });
  await ask('createPayoutBatch', {
    batchNumber: `${environment}-batch`,
    items: [line(worker, 'batch-item')],
  });
  const { id: linkId } = await ask('createWorkerPageLink', { externalWorkerId: worker });
  const { id: claimId } = await ask('reportTopUp', topUpOf(`${environment}-1`));
  await world.as(tenantId, async (tx) => {
    const sheet = { tenantId, programId, unit: 'day', day: plainDate('2026-11-22') } as const;
    valueOf(await generateSettlementSheet(tx, sheet));
  });
  const made = { linkId, claimId, endpointId };
  return { client, app, worker, withdrawal: withdrawal as unknown as Answer, ...made };
}

type Judged = (own: Things, other: Things, answer: Reply) => void;
type Attempt = { readonly sent: (other: Things, own: Things) => Sent; readonly judge: Judged };

const refused =
  (code: string): Judged =>
  (_own, _other, answer) => {
    assert.equal(answer.code, code, JSON.stringify(answer));
    assert.equal(answer.status, 404);
  };

const ofWorker = (sent: Sent = {}): Attempt => ({
  sent: ({ worker }) => ({ externalWorkerId: worker, ...sent }),
  judge: refused('worker.not_found'),
});
const ofWithdrawal: Attempt = {
  sent: ({ withdrawal }) => ({ withdrawalId: withdrawal.id }),
  judge: refused('withdrawal.not_found'),
};
const batchOf = ({ client }: Things) => `${client === live.client ? 'live' : 'sandbox'}-batch`;
const ofBatch = (sent: Sent = {}): Attempt => ({
  sent: (other) => ({ batchNumber: batchOf(other), ...sent }),
  judge: refused('payout_batch.not_found'),
});

const isOwnProgram: Judged = ({ client }, _other, answer) =>
  assert.equal(answer.programId, formatId('prg', client.programId), JSON.stringify(answer));

/** Every operation of an app, tried with the things of the other environment's app. */
const attempts: Readonly<Record<string, Attempt>> = {
  getOwnApp: {
    sent: () => ({}),
    judge: ({ app }, _other, answer) => assert.equal(answer.id, formatId('app', app.id)),
  },
  registerWebhookEndpoint: {
    sent: (_other, own) => ({ url: `https://${own.worker}.example.com/heyi` }),
    judge: ({ app }, _other, answer) =>
      assert.equal(answer.endpoint.appId, formatId('app', app.id), JSON.stringify(answer)),
  },
  readWebhookEndpoints: {
    sent: () => ({}),
    judge: ({ app, endpointId }, _other, { rows }) => {
      assert.equal(rows[0]!.id, endpointId);
      assert.ok(rows.every(({ appId }) => appId === formatId('app', app.id)));
    },
  },
  deregisterWebhookEndpoint: {
    sent: ({ endpointId }) => ({ endpointId }),
    judge: refused('webhook_endpoint.not_found'),
  },
  reportTopUp: { sent: (_other, own) => topUpOf(`${own.worker}-2`), judge: isOwnProgram },
  readTopUp: { sent: ({ claimId }) => ({ claimId }), judge: refused('top_up.not_found') },
  readFunds: { sent: () => ({}), judge: isOwnProgram },
  readSettlementSheets: {
    sent: () => ({}),
    judge: ({ client }, _other, { rows }) =>
      assert.deepEqual(
        rows.map(({ programId }) => programId),
        [formatId('prg', client.programId)],
      ),
  },
  reportIncomeLines: {
    sent: ({ worker }) => ({ lines: [line(worker, 'line-2')] }),
    judge: (_own, _other, { results }) => assert.equal(results[0]!.code, 'worker.not_found'),
  },
  readIncomeLine: ofWorker({ businessId: 'line-1' }),
  createPayout: {
    sent: ({ worker }) => line(worker, `payout-${worker}`),
    judge: (_own, _other, { rows }) => assert.equal(rows[0]!.code, 'worker.not_found'),
  },
  createPayoutBatch: {
    sent: (other) => ({ batchNumber: batchOf(other), items: [line(other.worker, 'item')] }),
    // The number is free here, and the other's batch is not touched.
    judge: (_own, _other, { rows }) => assert.equal(rows[0]!.code, 'worker.not_found'),
  },
  confirmPayoutBatch: ofBatch({ items: 1, amount: '500.00' }),
  cancelPayoutBatch: ofBatch(),
  readPayoutBatch: ofBatch(),
  createWorkerPageLink: ofWorker(),
  revokeWorkerPageLink: {
    sent: ({ linkId }) => ({ linkId }),
    judge: refused('person_link.not_found'),
  },
  readWorkerStatement: ofWorker({ year: 2026 }),
  withdraw: ofWorker({ businessId: 'withdrawal-2', amount: '1.00' }),
  tryWithdrawal: ofWorker({ amount: '1.00' }),
  readBalances: ofWorker(),
  readWithdrawal: ofWithdrawal,
  readWithdrawals: ofWorker(),
  cancelWithdrawal: ofWithdrawal,
  readWorker: ofWorker(),
  setWorkerAccount: ofWorker({ channel: 'bankCard', accountNumber: '9000000002' }),
  signWorkerAgreement: ofWorker({ kind: 'cooperation', ...signature }),
  registerWorkers: {
    // Last of all: the same id and the same person are free here.
    sent: ({ worker }) => ({ workers: [registration(worker, 2), registration(`${worker}-2`, 1)] }),
    judge: (_own, _other, { results }) =>
      assert.deepEqual(
        results.map(({ code, outcome }) => code ?? outcome),
        ['registered', 'worker.document_taken'],
      ),
  },
};

test('每个应用操作都在表里', () => {
  const ids = appOperations.map(({ id }) => id);
  assert.deepEqual(Object.keys(attempts).toSorted(), ids.toSorted());
});

const batches = new Set(['createPayoutBatch', 'registerWorkers']);
/** What makes something of its own under the other's name comes last. */
const inOrder = Object.entries(attempts).toSorted(
  ([a], [b]) => Number(batches.has(a)) - Number(batches.has(b)),
);
for (const [id, { sent, judge }] of inOrder) {
  test(`沙箱与正式互不相见：${id}`, async () => {
    judge(sandbox, live, await call(sandbox.app, id, sent(live, sandbox)));
    judge(live, sandbox, await call(live.app, id, sent(sandbox, live)));
  });
}

test('对方试过之后，自己的东西原样还在', async () => {
  for (const own of [live, sandbox]) {
    const worker = await call(own.app, 'readWorker', { externalWorkerId: own.worker });
    assert.equal(worker.state, 'admitted');
    const { id: withdrawalId } = own.withdrawal;
    const withdrawal = await call(own.app, 'readWithdrawal', { withdrawalId });
    assert.equal(withdrawal.state, 'accepted');
    const batch = await call(own.app, 'readPayoutBatch', { batchNumber: batchOf(own) });
    assert.equal(batch.rows[0]!.externalWorkerId, own.worker);
    const { rows } = await call(own.app, 'readBalances', { externalWorkerId: own.worker });
    assert.equal(rows[0]!.withdrawable, '400.00');
  }
});

test('证明两种环境都算，并说明其中几笔是沙箱的', async () => {
  const proof = await verifyBooks(world, live.client);
  assert.ok(proof.ofSandbox > 0);
  assert.equal(proof.withdrawals, 2 * proof.ofSandbox, 'each app has asked for as many');
});

test('控制台的从业人员名单默认只有正式的', async () => {
  const { tenantId } = live.client;
  const idsOf = (environment?: Environment) =>
    world.as(tenantId, async (tx) => {
      const { rows, counts } = valueOf(
        await listWorkers(tx, { tenantId, ...(environment && { environment }) }),
      );
      assert.equal(
        counts.reduce((sum, { workers }) => sum + workers, 0),
        rows.length,
      );
      return rows.map(({ externalWorkerId }) => externalWorkerId).toSorted();
    });
  assert.deepEqual(await idsOf(), ['live-worker', 'sandbox-worker']);
  assert.deepEqual(await idsOf('sandbox'), ['live-worker', 'sandbox-worker']);
});

test('推送只告诉同一环境的应用：提现的结果、资金预警', async () => {
  const { tenantId } = live.client;
  for (const own of [live, sandbox]) {
    await settle(world, own.client, [{ answer: own.withdrawal, state: 'succeeded' }]);
    const told = { news: 'program.balance_low', balance: yuan('1.00'), hoursLeft: null } as const;
    const { programId } = own.client;
    await world.as(tenantId, (tx) => tellFunds(tx, { ...told, programId, suspendedCount: 0 }));
  }
  for (const own of [live, sandbox]) {
    const messages = await world.as(
      tenantId,
      (tx) => tx.sql<{ type: string; body: string }>`
        select type, body from connect.webhook_message
         where tenant_id = ${tenantId} and app_id = ${own.app.id} order by id`,
    );
    assert.deepEqual(
      messages.map(({ type }) => type),
      ['withdrawal.paid', 'program.balance_low'],
    );
    const [paid, low] = messages.map(({ body }) => (JSON.parse(body) as { data: Row }).data);
    assert.equal(paid!.externalWorkerId, own.worker);
    assert.equal(low!.programId, formatId('prg', own.client.programId));
  }
});

test('沙箱里结果不明的提现不是谁的待办；退回的自己退回，也不是', async () => {
  const { tenantId, programId } = live.client;
  for (const own of [live, sandbox]) {
    await settle(world, own.client, [{ answer: own.withdrawal, state: 'returned' }]);
  }
  const waiting = () =>
    world.as(tenantId, async (tx) => ({
      orders: await troubledOrders(tx),
      withdrawals: await countWaitingWithdrawals(tx, 'outcome'),
    }));
  assert.deepEqual(await waiting(), { orders: [], withdrawals: [] });
  await world.as(
    tenantId,
    (tx) => tx.sql`
      update payments.pay_order set state = 'manual' where subject_kind = 'withdrawal'`,
  );
  const { orders, withdrawals } = await waiting();
  assert.deepEqual(orders, []);
  assert.deepEqual(
    withdrawals.map(({ program, count }) => [program.id, count]),
    [[programId, 1]],
  );
  for (const own of [live, sandbox]) {
    const asked = { tenantId, programId: own.client.programId, minutes: 5 };
    const flow = await world.as(tenantId, (tx) => getWithdrawalFlow(tx, asked));
    assert.equal(flow.ok && flow.value.bank.unknown, 1, 'each board counts its own');
  }
});
