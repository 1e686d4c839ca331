import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { allowPrivateWebhooks, startWebhookDelivery } from '@heyi/connect';
import { openAppServer, openTestApp, type TestApp } from '@heyi/connect/testing';
import { closeCollector } from '@heyi/gig';
import { castGigClient, type GigClient, runJobs, topUp } from '@heyi/gig/testing';
import { formatId, type Id, siblingId, systemClock, yuan } from '@heyi/kernel';
import { applyReports } from '@heyi/payments';
import { idCardNumber } from '@heyi/people/testing';
import { deliverEvents, inTransaction, systemActor } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { directRoutes, listeners, routes } from '@heyi/server';

const example = path.resolve(import.meta.dirname, '../../examples/platform-client/main.ts');

let world: TestHost;
let client: GigClient;
let app: TestApp;
let api: Awaited<ReturnType<typeof openAppServer>>;
let baseUrl: string;

before(async () => {
  // A program goes by the machine's clock.
  world = await createTestHost(systemClock.now());
  allowPrivateWebhooks(world.host, true);
  client = await castGigClient(world, { environment: 'sandbox' });
  await topUp(world, client, yuan('1000000.00'));
  const scopes = ['workers', 'income', 'withdrawals'].flatMap((noun) => [
    `${noun}:read`,
    `${noun}:write`,
  ]);
  app = await openTestApp(world, client.tenantId, {
    name: '星河直播',
    scopes: [...scopes, 'webhooks:write', 'workers:page'],
  });
  api = await openAppServer(world.host, routes, { directRoutes });
  baseUrl = await api.server.listen({ host: '127.0.0.1', port: 0 });
});
after(async () => {
  await api.close();
  await closeCollector(world.host);
  await world.close();
});

test('小程序从登记走到回单：登记、收入、试算、提现、签名推送、回单', async () => {
  const ran = runExample(['--document', idCardNumber(7, '19900307')]);
  const webhooks = startWebhookDelivery(world.host);
  try {
    while (ran.code() === null) {
      await runJobs(world, client.tenantId);
      await payAsTheBank();
      await deliverEvents(world.host, listeners);
      await pause(100);
    }
  } finally {
    ran.kill();
    await webhooks.stop();
  }
  assert.equal(ran.code(), 0, ran.said());
  for (const line of [
    /应用 星河直播（沙箱）/,
    /从业人员 欧阳小播（1{1}\S+）：admitted/,
    /可提现余额 5000.00 元/,
    /试算：提现 3000.00，个税 \d+\.\d\d，实得 \d+\.\d\d/,
    /推送 withdrawal.paid：wdr_\w+/,
    /状态\s+paid/,
    /银行流水号\s+SB0001/,
    /本人页面 https:\/\/127\.0\.0\.1:\d+\/me#[\w-]{64}（\S+ 前打开）/,
  ]) {
    assert.match(ran.said(), line);
  }
});

test('做不到的说明原因与办法，不留堆栈：三位小数、不予准入、缺环境变量', async () => {
  const webhooks = startWebhookDelivery(world.host);
  try {
    const known = ['--worker', 'zhubo-example', '--document', idCardNumber(8, '19910408')];
    const odd = await endOf(runExample([...known, '--amount', '3000.001']));
    assert.equal(odd.code, 1);
    assert.match(odd.said, /request\.invalid：\S+\n  amount：money\.malformed/);
    const other = ['--document', idCardNumber(9, '19920509'), '--name', '沙箱身份不一致'];
    const refused = await endOf(runExample(other));
    assert.equal(refused.code, 1);
    assert.match(refused.said, /未准入：identityDisagrees\n$/);
    const unset = await endOf(runExample([], { HEYI_APP_SECRET: '' }));
    assert.equal(unset.code, 1);
    assert.match(unset.said, /^请先设置环境变量 HEYI_APP_SECRET/);
    for (const { said } of [odd, refused, unset]) assert.doesNotMatch(said, /\n\s+at /);
  } finally {
    await webhooks.stop();
  }
});

async function endOf(ran: ReturnType<typeof runExample>): Promise<{ code: number; said: string }> {
  for (;;) {
    const code = ran.code();
    if (code !== null) return { code, said: ran.said() };
    await runJobs(world, client.tenantId);
    await pause(50);
  }
}

function runExample(args: readonly string[], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, [example, '--port', '0', ...args], {
    env: {
      HEYI_URL: baseUrl,
      HEYI_APP_ID: formatId('app', app.id),
      HEYI_APP_SECRET: app.secret,
      ...settings,
    },
  });
  let said = '';
  let code: number | null = null;
  child.stdout.on('data', (piece) => void (said += String(piece)));
  child.stderr.on('data', (piece) => void (said += String(piece)));
  child.once('exit', (ended) => void (code = ended ?? 1));
  return { said: () => said, code: () => code, kill: () => child.kill() };
}

/** Every withdrawal that was accepted is paid, once. */
async function payAsTheBank(): Promise<void> {
  const { host } = world;
  const scope = { tenantIds: [client.tenantId], actor: systemActor('bank'), requestId: 'test' };
  const waiting = await inTransaction(
    host,
    scope,
    (tx) => tx.sql<{ id: Id<'wdr'> }>`
      select w.id from gig.withdrawal w where w.tenant_id = ${client.tenantId}`,
  );
  const reports = waiting.map(({ id }) => ({
    reference: formatId('pay', siblingId(id, 1)),
    state: 'succeeded' as const,
    bankReference: 'SB0001',
    code: null,
    text: null,
    occurredAt: host.clock.now(),
  }));
  if (reports.length > 0) await applyReports(host, reports, 'callback');
}
