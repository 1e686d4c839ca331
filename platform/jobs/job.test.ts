import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@heyi/kernel';
import pg from 'pg';
import { z } from 'zod';
import { createTestHost, type TestHost } from '../testing.ts';
import type { TenantId } from '../postgres/transaction.ts';
import { getJob } from './get-job.ts';
import { enqueue, type Job, job, type JobContext, type JobId } from './job.ts';
import { runJob } from './run-job.ts';
import { countJob, moodyJob, stepsOf } from './testing.ts';
import { type JobWorker, requeueAbandoned, startWorker } from './worker.ts';

let world: TestHost;
let admin: pg.Client;
let workers: JobWorker[] = [];
before(async () => {
  world = await createTestHost();
  admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});
after(async () => {
  await admin.end();
  await world.close();
});

async function work(...jobs: readonly unknown[]): Promise<JobWorker> {
  const worker = await startWorker({
    host: world.host,
    jobsUrl: world.database.urls.jobsUrl,
    jobs: jobs as Job[],
    concurrency: 2,
  });
  workers.push(worker);
  return worker;
}

async function ordered<I>(wanted: Job<I>, input: I): Promise<{ tenant: TenantId; jobId: JobId }> {
  const tenant = await world.tenant();
  const jobId = await world.as(tenant, (tx) =>
    enqueue(tx, { job: wanted, input, subjectId: null }),
  );
  return { tenant, jobId };
}

async function stateOf(task: { tenant: TenantId; jobId: JobId }) {
  const result = await world.as(task.tenant, (tx) =>
    getJob(tx, { tenantId: task.tenant, jobId: task.jobId }),
  );
  assert.ok(result.ok);
  return result.value;
}

async function until(what: string, isTrue: () => Promise<boolean>, seconds = 20): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await isTrue())) {
    assert.ok(performance.now() < deadline, `等了 ${seconds} 秒：${what}`);
    await sleep(25);
  }
}

const ends = (task: { tenant: TenantId; jobId: JobId }) =>
  until('任务结束', async () => (await stateOf(task)).finishedAt !== null);

test('任务办成，进度和结果看得到', async () => {
  const task = await ordered(countJob, { steps: 4, pauseMs: 300 });
  assert.equal((await stateOf(task)).state, 'queued');
  await work(countJob);
  await until('看到中间的进度', async () => {
    const { done, total, state } = await stateOf(task);
    return state === 'running' && done > 0 && done < 4 && total === 4;
  });
  await ends(task);
  const view = await stateOf(task);
  assert.equal(view.state, 'succeeded');
  assert.deepEqual([view.done, view.total], [4, 4]);
  assert.deepEqual(view.result, { steps: 4 });
});

test('没有提交的事务，不留下任务', async () => {
  const tenant = await world.tenant();
  await assert.rejects(
    world.as(tenant, async (tx) => {
      await enqueue(tx, { job: countJob, input: { steps: 1, pauseMs: 0 }, subjectId: null });
      throw new Error('断电');
    }),
    /断电/,
  );
  const queued = await admin.query(
    `select 1 from graphile_worker._private_jobs where payload ->> 'tenantId' = $1`,
    [tenant],
  );
  assert.equal(queued.rowCount, 0);
});

test('运行中的进程被杀：几秒内由别的进程接着办，每步只办一次', async () => {
  const task = await ordered(countJob, { steps: 40, pauseMs: 50 });
  const { appUrl, jobsUrl } = world.database.urls;
  const script = path.join(import.meta.dirname, 'testing/runner-worker.ts');
  const args = [script, appUrl, jobsUrl, world.host.houseId];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await until('子进程办了几步', async () => {
      const steps = await world.as(task.tenant, stepsOf);
      return steps.length >= 5;
    });
  } finally {
    child.kill('SIGKILL');
  }
  const killedAt = performance.now();
  await work(countJob);
  await until('别的进程接手', async () => {
    const steps = await world.as(task.tenant, stepsOf);
    return steps.at(-1) === process.pid;
  });
  assert.ok(performance.now() - killedAt < 10_000, '几秒之内');
  await ends(task);
  assert.equal((await stateOf(task)).state, 'succeeded');
  const steps = await world.as(task.tenant, stepsOf);
  assert.equal(steps.length, 40);
  const handedOver = steps.indexOf(process.pid);
  assert.ok(handedOver >= 5, '前面的步骤没有重做');
  assert.ok(steps.slice(0, handedOver).every((process) => process === child.pid));
});

test('同一任务同一时刻只有一个在办', async () => {
  const gate = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  let runs = 0;
  const slow = job({
    kind: 'slow',
    input: z.object({}),
    run: async () => {
      runs += 1;
      entered.resolve();
      await gate.promise;
      return { ok: true as const, value: null };
    },
  });
  const { tenant, jobId } = await ordered(slow, {});
  const jobs = new Map([[slow.kind, slow as Job]]);
  const { signal } = new AbortController();
  const first = runJob(world.host, jobs, { tenantId: tenant, jobId }, signal);
  await entered.promise;
  await runJob(world.host, jobs, { tenantId: tenant, jobId }, signal);
  const jobsPool = new pg.Pool({ connectionString: world.database.urls.jobsUrl });
  assert.equal(await requeueAbandoned(world.host, jobsPool), 0, '有人在办的不再排队');
  await jobsPool.end();
  gate.resolve();
  await first;
  assert.equal(runs, 1);
  await runJob(world.host, jobs, { tenantId: tenant, jobId }, signal);
  assert.equal(runs, 1, '办完的不再办');
});

test('失败即终局：不再重试，原因看得到', async () => {
  const { definition, runs } = moodyJob(['fails']);
  const task = await ordered(definition, {});
  await work(definition);
  await ends(task);
  await sleep(3000);
  const view = await stateOf(task);
  assert.equal(view.state, 'failed');
  assert.deepEqual(view.failure, { code: 'moody.refused', reason: '不行' });
  assert.deepEqual(runs, ['fails']);
});

test('抛出异常的稍后重试', async () => {
  const { definition, runs } = moodyJob(['throws', 'succeeds']);
  const task = await ordered(definition, {});
  await work(definition);
  await ends(task);
  assert.equal((await stateOf(task)).state, 'succeeded');
  assert.deepEqual(runs, ['throws', 'succeeds']);
});

test('一再中断的任务最后放弃，不无限重来', async () => {
  const { definition, runs } = moodyJob([]);
  const task = await ordered(definition, {});
  await world.as(
    task.tenant,
    (tx) => tx.sql`update platform.job set starts = 25 where id = ${task.jobId}`,
  );
  await work(definition);
  await ends(task);
  const view = await stateOf(task);
  assert.equal(view.state, 'failed');
  assert.equal(view.failure!.code, 'job.gave_up');
  assert.deepEqual(runs, []);
});

test('失去锁的执行者不能再提交任何东西', async () => {
  const gate = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<JobContext>();
  const slow = job({
    kind: 'slow',
    input: z.object({}),
    run: async (context) => {
      entered.resolve(context);
      await gate.promise;
      await context.transaction((tx) => stepsOf(tx));
      return { ok: true as const, value: null };
    },
  });
  const task = await ordered(slow, {});
  const jobs = new Map([[slow.kind, slow as Job]]);
  const target = { tenantId: task.tenant, jobId: task.jobId };
  const run = runJob(world.host, jobs, target, new AbortController().signal);
  const context = await entered.promise;
  await admin.query(`
    select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and pid <> pg_backend_pid()
       and database = (select oid from pg_database where datname = current_database())`);
  await until('得知锁已失去', async () => context.signal.aborted);
  gate.resolve();
  await assert.rejects(run, /lock of the job was lost/);
  assert.equal((await stateOf(task)).state, 'running');
});

test('停下执行者：任务收到信号，由下一个接着办', async () => {
  const task = await ordered(countJob, { steps: 20, pauseMs: 50 });
  const first = await work(countJob);
  await until('办了几步', async () => (await world.as(task.tenant, stepsOf)).length >= 3);
  await first.stop();
  const stoppedAt = (await world.as(task.tenant, stepsOf)).length;
  assert.ok(stoppedAt < 20);
  await sleep(200);
  assert.equal((await world.as(task.tenant, stepsOf)).length, stoppedAt, '停下就不再写');
  await work(countJob);
  await ends(task);
  assert.equal((await world.as(task.tenant, stepsOf)).length, 20);
});

test('别的客户的任务，像不存在一样', async () => {
  const task = await ordered(countJob, { steps: 0, pauseMs: 0 });
  const other = await world.tenant();
  for (const jobId of [task.jobId, newId<'job'>()]) {
    const result = await world.as(other, (tx) => getJob(tx, { tenantId: other, jobId }));
    assert.ok(!result.ok && result.failure.code === 'job.not_found');
  }
});
