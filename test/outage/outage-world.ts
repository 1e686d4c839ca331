import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Id, parseId } from '@heyi/kernel';
import type { TestHost } from '@heyi/platform/testing';
import { idCardNumber } from '@heyi/people/testing';
import pg from 'pg';
import { type SeededClient, seedClient, seedHouse } from '../world/seed-client.ts';
import { openStage, type Stage } from '../world/stage.ts';

/** Reading goes on; whoever writes waits. */
const lockOf = {
  'people.person': 'lock table people.person in share mode',
  'payroll.payslip': 'lock table payroll.payslip in share mode',
  'payments.pay_order': 'lock table payments.pay_order in share mode',
};
type LockedTable = keyof typeof lockOf;

/** A client with a roster to import, a month to calculate and a run to pay. */
export type OutageWorld = {
  readonly stage: Stage;
  readonly client: SeededClient;
  /** As superuser, outside of every tenant. */
  count(query: string, values?: unknown[]): Promise<number>;
  /**
   * Does `work` while a table cannot be written, and `strike` when somebody waits in the middle of
   * writing it.
   */
  strikeIn(
    table: LockedTable,
    work: () => Promise<unknown>,
    strike: () => Promise<void>,
  ): Promise<void>;
};

export async function openOutageWorld(world: TestHost): Promise<OutageWorld> {
  const stage = openStage(world.host);
  const client = await seedClient(stage, await seedHouse(stage), '银泰', 'funded');
  const { adminUrl } = world.database;
  return {
    stage,
    client,
    count: (query, values = []) =>
      withAdmin(adminUrl, async (admin) => {
        const { rows } = await admin.query<{ count: number }>(query, values);
        return rows[0]!.count;
      }),
    strikeIn: (table, work, strike) =>
      withAdmin(adminUrl, async (admin) => {
        await admin.query('begin');
        await admin.query(lockOf[table]);
        await work();
        await until(`somebody writes ${table}`, async () => {
          const { rows } = await admin.query<{ waiting: number }>(
            `select count(*)::int as waiting from pg_locks
              where not granted and relation = $1::regclass`,
            [table],
          );
          return rows[0]!.waiting > 0;
        });
        await strike();
      }),
  };
}

/** Its connection may be gone when the work is over: that is what some of the work is about. */
async function withAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end().catch(() => undefined);
  }
}

export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isSo())) {
    assert.ok(performance.now() < deadline, `not within 30 seconds: ${what}`);
    await sleep(50);
  }
}

const people = 60;

/** A roster of new people, uploaded and looked through, ready to be committed. */
export async function checkedRoster(
  { stage, client }: OutageWorld,
  first: number,
): Promise<{ importId: string; people: number }> {
  const tenantId = client.wireId;
  const lines = Array.from({ length: people }, (_, index) => {
    const number = idCardNumber(first + index, '19880808');
    return `员工${first + index},${number},2026-03-02,北京,银泰有限公司,银泰有限公司`;
  });
  const content = Buffer.from(
    `姓名,证件号码,入职日期,工作城市,签约主体,发薪主体\n${lines.join('\n')}\n`,
  );
  const file = { name: '花名册.csv', type: 'text/csv', content };
  const { id: fileId } = await stage.act('uploadFile', { tenantId }, undefined, file);
  const { id: importId } = await stage.act('startImport', { tenantId, kind: 'roster', fileId });
  await until('the roster is checked', async () => {
    const view = await stage.act('getImport', { tenantId, importId });
    return view['state'] === 'checked';
  });
  const { counts } = await stage.act('getImport', { tenantId, importId });
  assert.equal(counts.created, people, JSON.stringify(counts));
  return { importId, people };
}

/** A run of the month after, with its people, that nobody has calculated yet. */
export async function openRun({ stage, client }: OutageWorld, wageMonth: string): Promise<string> {
  const dates = { wageMonth, payDate: `${wageMonth}-25` };
  const run = await stage.act('createPayrollRun', {
    tenantId: client.wireId,
    kind: 'regular',
    ...dates,
  });
  return run['id'];
}

/** How often the last job of the kind was begun; null until it has succeeded. */
export async function beginningsOf({ stage, client }: OutageWorld, kind: string) {
  const [job] = await stage.inside(
    client.id,
    (tx) => tx.sql<{ starts: number; state: string }>`
      select starts, state from platform.job
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and kind = ${kind}
       order by created_at desc, id desc limit 1`,
  );
  return job?.state === 'succeeded' ? job.starts : null;
}

export function runIdOf(text: string): Id<'run'> {
  const id = parseId('run', text);
  assert.ok(id, text);
  return id;
}
