import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { employerCostPermission, operations, wireSchema } from '@heyi/contract';
import { type Fen, type Id, parseYuan } from '@heyi/kernel';
import { readSheet } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import {
  call,
  castRunClient,
  castWorker,
  done,
  lockMonth,
  openRun,
  openWorld,
  payslipOf,
  type RunClient,
  specialist,
  type Value,
  type Worker,
} from './testing/run-world.ts';

/** Reads what people are paid, and not what their employer pays beside it. */
const reader = { ...specialist, permissions: new Set(['payroll_run:read', 'payslip:read']) };

let world: TestHost;
let client: RunClient;
let worker: Worker;
let runId: Id<'run'>;
let slip: Value<'getPayslip'>;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
  client = await castRunClient(world, '云杉');
  worker = await castWorker(world, client, { name: '欧阳䶮' });
  const october = await openRun(world, client, '2026-10');
  await lockMonth(world, client, october);
  runId = await openRun(world, client, '2026-11');
  await lockMonth(world, client, runId);
  slip = await payslipOf(world, client.tenantId, runId, worker.employmentId);
});
after(() => world.close());

test('有权限的人看到用工成本', () => {
  assert.ok(slip.employerCost! > slip.gross);
  assert.ok(slip.lines.some(({ group }) => group === 'employerContribution'));
});

test('没有权限：批次合计、名单、工资条、环比都没有用工成本，实发照看', async () => {
  const { tenantId } = client;
  const run = await done(world, tenantId, 'getPayrollRun', { runId }, reader);
  assert.deepEqual([run.totals!.employerCost, run.totals!.employerContributions], [null, null]);
  assert.equal(run.totals!.net, slip.net);
  const members = await done(world, tenantId, 'listRunMembers', { runId }, reader);
  assert.deepEqual([members.rows[0]!.employerCost, members.rows[0]!.net], [null, slip.net]);
  const own = await done(world, tenantId, 'getPayslip', { payslipId: slip.id }, reader);
  assert.deepEqual([own.employerCost, own.employerContributions, own.net], [null, null, slip.net]);
  assert.ok(own.lines.every(({ group }) => group !== 'employerContribution'));
  const comparison = await done(world, tenantId, 'getRunComparison', { runId }, reader);
  const figures = comparison.totals.map(({ figure }) => figure);
  assert.deepEqual(figures, ['people', 'gross', 'ownContributions', 'tax', 'net']);
});

test('没有权限：单位承担的每一行都问不出依据，别的行照问', async () => {
  for (const { line, group } of slip.lines) {
    const input = { payslipId: slip.id, line };
    const answer = await call(world, client.tenantId, 'explainPayslipLine', input, reader);
    const expected = group === 'employerContribution' ? 'payslip.line_not_found' : null;
    assert.equal(answer.ok ? null : answer.failure.code, expected, `${line} ${group}`);
  }
});

test('没有权限：导出的表没有单位的列，合计也推不出来', async () => {
  const employerAmounts = [slip.employerCost!, slip.employerContributions!];
  const holds = (cells: readonly string[], amount: Fen) =>
    cells.some((text) => parseYuan(text) === amount);
  for (const kind of ['payRegister', 'paySummary'] as const) {
    const texts = async (actor: typeof reader | typeof specialist) => {
      const { body } = await done(
        world,
        client.tenantId,
        'downloadDeliverable',
        { runId, kind },
        actor,
      );
      const cells: string[] = [];
      const content = Buffer.from(body as Uint8Array);
      const read = await readSheet(content, {}, (row) => {
        cells.push(...row.cells.map((cell) => cell?.text ?? ''));
      });
      assert.ok(read.ok);
      return cells;
    };
    const full = await texts(specialist);
    assert.ok(full.includes('用工成本') && holds(full, employerAmounts[0]!), kind);
    const shown = await texts(reader);
    assert.ok(shown.includes('实发') && holds(shown, slip.net), kind);
    const employers = shown.filter((text) => /单位）|用工成本|单位缴纳/.test(text));
    assert.deepEqual(employers, [], kind);
    for (const amount of employerAmounts) assert.ok(!holds(shown, amount), kind);
  }
});

/** Names of properties of an answer that tell what the employer pays, and whether they may be null. */
function employerParts(schema: unknown, found: Map<string, boolean>): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { properties } = schema as { properties?: Record<string, { anyOf?: { type?: string }[] }> };
  for (const [name, part] of Object.entries(properties ?? {})) {
    if (!/^employer(Cost|Contributions|Charged|Due)?$/.test(name)) continue;
    const isNullable = part.anyOf?.some(({ type }) => type === 'null') ?? false;
    found.set(name, (found.get(name) ?? true) && isNullable);
  }
  for (const part of Object.values(schema)) employerParts(part, found);
}

test('契约：凡是带用工成本的操作，都写明要这项权限，也都可以为空', () => {
  const told = operations.filter(({ path }) => !path.startsWith('/v1/calculations/'));
  let parts = 0;
  for (const operation of told) {
    const found = new Map<string, boolean>();
    employerParts(wireSchema(operation.output), found);
    for (const [name, isNullable] of found) {
      assert.ok(isNullable, `${operation.id} ${name} is never null`);
      parts += 1;
    }
    if (found.size > 0 && operation.method === 'GET') {
      assert.ok(operation.partPermissions?.includes(employerCostPermission), operation.id);
    }
  }
  assert.ok(parts > 10);
});
