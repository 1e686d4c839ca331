import assert from 'node:assert/strict';
import { authenticateLink } from '@heyi/access';
import { openAppServer, openTestApp, signedHeaders, type TestApp } from '@heyi/connect/testing';
import { chooseVatReading, closeCollector } from '@heyi/gig';
import {
  admitWorkers,
  castWithdrawals,
  earn,
  sampleWorker,
  settle,
  topUp,
} from '@heyi/gig/testing';
import { addMonths, newId, parseId, periodOf, shanghaiDate, systemClock, yuan } from '@heyi/kernel';
import { bankCallbackDoor, linkBankChannels, startDispatcher } from '@heyi/payments';
import { deliverEvents, inTransaction, systemActor } from '@heyi/platform';
import { directRoutes, listeners, routes } from '@heyi/server';
import { servePages } from '@heyi/server/testing';
import { createBankWorld, hasty } from '../payments/bank-world.ts';

export type PageLink = { readonly id: string; readonly url: string };

/** A client's app, a server that a phone reaches, and the stand-in bank that pays. */
export type MeWorld = {
  readonly worker: string;
  /** What the client's app asks for before it opens its web view. */
  askLink(): Promise<PageLink>;
  /** The time of a link is over. */
  expire(link: PageLink): Promise<void>;
  /** What was withdrawn by the pages, as it is stored. */
  withdrawals(): Promise<{ gross: number; appId: string | null }[]>;
  close(): Promise<void>;
};

const tickMs = 200;

export async function openMeWorld(): Promise<MeWorld> {
  const made = await createBankWorld({ answer_ms: [300, 900], query_lag_seconds: 0 });
  const { world, host, bank, channel } = made;
  linkBankChannels(world.host, [channel]);
  const month = periodOf(shanghaiDate(systemClock.now()));
  world.clock.set(`${addMonths(month, -2)}-12T02:00:00.000Z`);
  const cast = await castWithdrawals(world, {
    workers: 0,
    program: {
      channel: channel.code,
      name: '直播结算',
      withdrawalMin: yuan('10.00'),
      withdrawalMax: yuan('10000.00'),
      workerDayLimit: yuan('12000.00'),
      workerDayCount: 5,
    },
  });
  const { client } = cast;
  const person = sampleWorker({ externalWorkerId: 'zhubo-8', name: '欧阳䶮' });
  await admitWorkers(world, client, [person]);
  const worker = person.externalWorkerId;
  await bank.admin.openAccount(client.accountNumber, '付款主体1有限公司', yuan('900000000'));
  // Two months are over: what was paid then is in the records and the chart.
  for (const [months, earned, amount] of [
    [-2, '9000.00', '8600.00'],
    [-1, '12500.00', '9800.00'],
  ] as const) {
    world.clock.set(`${addMonths(month, months)}-12T02:00:00.000Z`);
    await earn(world, client.tenantId, [{ worker, amount: yuan(earned) }]);
    const answer = await cast.ask(worker, amount);
    assert.ok(answer.ok, JSON.stringify(answer));
    await settle(world, client, [{ answer: JSON.parse(answer.value), state: 'succeeded' }]);
  }
  await cast.collector.close();
  world.clock.set(systemClock.now());
  await earn(world, client.tenantId, [{ worker, amount: yuan('5800.00') }]);
  await topUp(world, client, yuan('100000.00'));
  await readVat(made, month);
  const app = await openTestApp(world, client.tenantId, {
    environment: 'live',
    name: '星河直播',
    scopes: ['workers:page'],
  });
  const api = await openAppServer(host, routes, {
    directRoutes,
    authenticateLink,
    secure: false,
  });
  await api.server.register(bankCallbackDoor(host));
  await servePages(api.server);
  const base = await api.server.listen({ host: '127.0.0.1', port: 0 });
  await bank.admin.setCallbackUrl(`${base}/bank-callbacks/${channel.code}`);
  const dispatcher = await startDispatcher({ host, channels: [channel], policy: hasty });
  const news = setInterval(() => void deliverEvents(host, listeners), tickMs);
  const inTenant = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
    inTransaction(
      host,
      { tenantIds: [client.tenantId], actor: systemActor('test'), requestId: 'test' },
      work,
    );
  return {
    worker,
    askLink: () => askLink(base, host, app, worker),
    expire: (link) =>
      inTenant(async (tx) => {
        await tx.sql`
          update access.person_link set expires_at = ${tx.now}
           where tenant_id = ${tx.tenantId} and id = ${parseId('plk', link.id)}`;
      }),
    withdrawals: () =>
      inTenant(
        (tx) => tx.sql<{ gross: number; appId: string | null }>`
          select gross, app_id as "appId" from gig.withdrawal
           where tenant_id = ${tx.tenantId} and business_id like 'page-%' order by id`,
      ),
    async close() {
      clearInterval(news);
      await dispatcher.stop();
      await api.close();
      await closeCollector(host);
      await made.close();
    },
  };
}

/** The operator's answer to what the law leaves open, without which live money stays where it is. */
async function readVat(
  { world, host }: Awaited<ReturnType<typeof createBankWorld>>,
  month: ReturnType<typeof periodOf>,
): Promise<void> {
  const chosen = await world.as(host.houseId, (tx) =>
    chooseVatReading(tx, {
      reading: 'monthlyThreshold',
      levy: 'reduced',
      location: 'city',
      fromPeriod: month,
      chosenBy: '周敏',
      chosenOn: tx.today,
      source: '12366 答复',
    }),
  );
  assert.ok(chosen.ok, JSON.stringify(chosen));
}

async function askLink(
  base: string,
  host: Parameters<typeof signedHeaders>[0],
  app: TestApp,
  worker: string,
): Promise<PageLink> {
  const request = { method: 'POST', url: `/v1/workers/${worker}/page-links`, body: '{}' };
  const answer = await fetch(`${base}${request.url}`, {
    method: request.method,
    body: request.body,
    headers: { 'idempotency-key': newId(), ...signedHeaders(host, app, request) },
  });
  assert.equal(answer.status, 200);
  return (await answer.json()) as PageLink;
}
