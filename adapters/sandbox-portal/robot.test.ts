import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addSeconds, formatId } from '@heyi/kernel';
import {
  jobs,
  linkGovernmentPortals,
  type LineId,
  type PortalRequest,
  watchSubmissions,
} from '@heyi/orders';
import { createOrdersWorld, type OrderShop, type OrdersWorld } from '@heyi/orders/testing';
import { runJob } from '@heyi/platform';
import { type SandboxInsurancePortal, startSandboxInsurancePortal } from '@heyi/sandbox';
import { openSandboxPortal } from './sandbox-portal.ts';

/** The robot's whole way against the stand-in site: queue, job, answer, receipt, official success. */

let made: OrdersWorld;
let site: SandboxInsurancePortal;
let now = '2026-11-23T01:00:00.000Z';
const byKind = new Map(jobs.map((job) => [job.kind, job]));

before(async () => {
  site = await startSandboxInsurancePortal();
  made = await createOrdersWorld();
  link();
});
after(async () => {
  await made.close();
  await site.stop();
});

/** Every call that a killed worker might not have come back from. */
type Death = 'beforeSubmit' | 'afterSubmit' | 'beforeCapture' | 'afterCapture';
/** What the site was told last. */
let told: PortalRequest | null = null;

function link(death: Death | null = null): void {
  const real = openSandboxPortal({ url: site.url, timeoutMs: 400 });
  const dies = (when: Death) => {
    if (death === when) throw new Error('killed');
  };
  linkGovernmentPortals(made.world.host, [
    {
      ...real,
      async submit(request) {
        dies('beforeSubmit');
        told = request;
        const answer = await real.submit(request);
        dies('afterSubmit');
        return answer;
      },
      async capture(reference) {
        dies('beforeCapture');
        const paper = await real.capture(reference);
        dies('afterCapture');
        return paper;
      },
    },
  ]);
}

async function work(shop: OrderShop): Promise<void> {
  const waiting = await made.world.as(
    shop.tenant,
    (tx) => tx.sql<{ id: never }>`
      select id from platform.job where tenant_id = ${shop.tenant}
         and kind = 'orders.submit_line' and state in ('queued', 'running')`,
  );
  for (const { id: jobId } of waiting) {
    const task = { tenantId: shop.tenant, jobId };
    await runJob(made.world.host, byKind, task, new AbortController().signal).catch(
      () => undefined,
    );
  }
}

/** Time goes on until what waits is asked about, or sent. */
async function later(shop: OrderShop, seconds = 5 * 3_600): Promise<void> {
  now = addSeconds(now, seconds);
  made.world.clock.set(now);
  await watchSubmissions(made.world.host);
  await work(shop);
}

async function queued(name: string, joins = true): Promise<{ shop: OrderShop; id: LineId }> {
  now = '2026-11-23T01:00:00.000Z';
  made.world.clock.set(now);
  const shop = await made.shop(name);
  await shop.order();
  await (joins ? shop.enrol(name) : shop.leaver(name));
  await made.deliver();
  const step = async (operation: string, input: object = {}) => {
    const [line] = await shop.lines();
    const lines = [{ id: line!.id, version: line!.version }];
    const answer = await made.act<{ rows: { refusal: string | null }[] }>(shop.tenant, operation, {
      lines,
      ...input,
    });
    assert.ok(typeof answer !== 'string' && answer.rows[0]!.refusal === null);
  };
  await step('takeOrderLines');
  await step('setOrderChannel', { channel: 'robot' });
  await step('submitOrderLines');
  const [line] = await shop.lines();
  assert.equal(line!.state, 'inProgress', '排队不是已提交');
  return { shop, id: line!.id };
}

/** What a robot brings says by itself where and when it was taken, and by whom. */
type Paper = {
  kind: string;
  capturedBy: string;
  verificationCode: string | null;
  pageAddress: string | null;
  sha256: string;
};

type Detail = {
  submissions: { reference: string; state: string; attempt: number }[];
  history: { action: string; code: string | null }[];
};
const detailOf = async (shop: OrderShop, orderLineId: LineId): Promise<Detail> => {
  const detail = await made.act<Detail>(shop.tenant, 'getOrderLine', { orderLineId });
  assert.ok(typeof detail !== 'string');
  return detail;
};

async function provenOnce(shop: OrderShop, id: LineId): Promise<void> {
  const line = await shop.line(id);
  assert.deepEqual([line.state, line.isProven], ['officialSucceeded', true]);
  const { submissions } = await detailOf(shop, id);
  assert.equal(submissions.filter(({ state }) => state === 'succeeded').length, 1);
}

describe('机器人', () => {
  test('提交、取回结果与回执：官方成功，有凭证', async () => {
    link();
    const { shop, id } = await queued('欧阳䶮');
    await work(shop);
    await provenOnce(shop, id);
    const { submissions, history } = await detailOf(shop, id);
    assert.equal((await site.calls())[submissions[0]!.reference], 1);
    assert.deepEqual(
      history.map(({ action }) => action),
      ['open', 'take', 'setChannel', 'queue', 'submit', 'succeed'],
    );
    const papers = await made.act<{ rows: Paper[] }>(shop.tenant, 'listSubjectEvidence', {
      subjectKind: 'orderLine',
      subjectId: formatId('orl', id),
    });
    assert.ok(typeof papers !== 'string');
    const [paper] = papers.rows;
    assert.deepEqual(
      [papers.rows.length, paper!.kind, paper!.capturedBy],
      [1, 'enrolmentReceipt', '官网机器人'],
    );
    assert.match(paper!.verificationCode!, /^YZSB202611/);
    assert.match(paper!.pageAddress!, /^http/);
    assert.match(paper!.sha256, /^[0-9a-f]{64}$/);
  });

  test('减员告诉官网的是它自己的离职原因代码', async () => {
    const { shop, id } = await queued('离职的人', false);
    await work(shop);
    await provenOnce(shop, id);
    assert.deepEqual(
      [told!.service, told!.leavingReason, told!.agencyReason, told!.period],
      ['stop', 'resignation', { code: '09', words: '个人辞职' }, '2026-12'],
    );
  });

  test('官方退回：失败原因与原话', async () => {
    const { shop, id } = await queued('沙箱他处参保');
    await work(shop);
    const line = await shop.line(id);
    assert.deepEqual(
      [line.state, line.failureCode, line.reason],
      ['officialFailed', 'insuredElsewhere', '该人员已在其他单位参保未停保'],
    );
  });

  const lost = ['沙箱答复丢失已办', '沙箱断线已办', '沙箱查询滞后', '沙箱办理缓慢', '沙箱回执未出'];
  for (const name of lost) {
    test(`${name}：只提交一次，按编号问到办成`, async () => {
      const { shop, id } = await queued(name);
      await work(shop);
      assert.equal((await shop.line(id)).state, 'submitted');
      await later(shop);
      await later(shop);
      await provenOnce(shop, id);
      const { submissions } = await detailOf(shop, id);
      assert.equal(submissions.length, 1);
      assert.equal((await site.calls())[submissions[0]!.reference], 1);
    });
  }

  test('沙箱答复丢失未办：两次都说没有收到，才以同一编号再交', async () => {
    const { shop, id } = await queued('沙箱答复丢失未办');
    await work(shop);
    await later(shop);
    assert.equal((await shop.line(id)).state, 'submitted');
    const { submissions } = await detailOf(shop, id);
    assert.equal((await site.calls())[submissions[0]!.reference], 1);
    await later(shop);
    await later(shop);
    await provenOnce(shop, id);
    assert.equal((await site.calls())[submissions[0]!.reference], 2);
    assert.equal((await detailOf(shop, id)).submissions.length, 1);
  });

  test('系统维护：记为官方失败，按官网说的时间自动重办', async () => {
    const { shop, id } = await queued('沙箱系统维护');
    await work(shop);
    const { history, submissions } = await detailOf(shop, id);
    assert.deepEqual(
      history.slice(-4).map(({ action }) => action),
      ['submit', 'fail', 'reopen', 'queue'],
    );
    assert.deepEqual(
      submissions.map(({ state }) => state),
      ['refused', 'prepared'],
    );
    // The stand-in names an hour of the machine's clock, which may be ahead of the world's.
    await made.world.as(
      shop.tenant,
      (tx) => tx.sql`
        update orders.submission set next_ask_at = ${now}
         where tenant_id = ${shop.tenant} and state = 'prepared'`,
    );
    await later(shop);
    await provenOnce(shop, id);
  });

  test('轮到它时截止日已过：不发出，写明原因', async () => {
    const { shop, id } = await queued('过了截止日');
    now = '2026-11-26T01:00:00.000Z';
    made.world.clock.set(now);
    await work(shop);
    const { history, submissions } = await detailOf(shop, id);
    assert.deepEqual(
      [history.at(-1)!.action, history.at(-1)!.code, submissions[0]!.state],
      ['miss', 'order_line.cutoff_passed', 'missed'],
    );
    assert.equal((await shop.line(id)).state, 'inProgress');
    assert.equal((await site.calls())[submissions[0]!.reference], undefined);
  });

  const deaths: readonly Death[] = ['beforeSubmit', 'afterSubmit', 'beforeCapture', 'afterCapture'];
  for (const death of deaths) {
    test(`进程在 ${death} 时被杀：重新启动后只办一次`, async () => {
      const { shop, id } = await queued(`被杀${death}`);
      link(death);
      await work(shop);
      assert.notEqual((await shop.line(id)).state, 'officialSucceeded');
      link();
      for (let round = 0; round < 4; round += 1) await later(shop, 4 * 3_600 + 1);
      await provenOnce(shop, id);
      const { submissions } = await detailOf(shop, id);
      assert.equal(submissions.length, 1);
      assert.equal((await site.calls())[submissions[0]!.reference], 1);
    });
  }
});
