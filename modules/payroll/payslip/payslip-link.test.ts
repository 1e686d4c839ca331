import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessRoutes, authenticateLink } from '@heyi/access';
import { payrollContract as contract } from '@heyi/contract';
import { addSeconds, type Id, newId, payPeriod, yuan } from '@heyi/kernel';
import { castClient, entity, valueOf } from '@heyi/people/testing';
import { createHttpServer, createPrinter, type Printer, type TenantId } from '@heyi/platform';
import { createTestHost, pdfText, type TestHost } from '@heyi/platform/testing';
import { printingRoutes, routes } from '../index.ts';
import { employee, payMonth } from '../testing/filing-world.ts';
import { createPayslipLink } from './create-payslip-link.ts';
import type { PayslipId } from './payslip.store.ts';
import { releasePayslips } from './release-payslips.ts';
import { withdrawPayslips } from './withdraw-payslips.ts';

const start = '2026-11-26T01:00:00.000Z';
let world: TestHost;
let printer: Printer;
let http: Awaited<ReturnType<typeof createHttpServer>>;
let tenantId: TenantId;
let runId: Id<'run'>;
let slips: { payslipId: PayslipId; name: string }[];
before(async () => {
  world = await createTestHost(start);
  printer = createPrinter({ workers: 1 });
  tenantId = await castClient(world, 'agency', '链接');
  const { id: entityId } = await entity(world, tenantId, '链接有限公司');
  const month = [];
  for (const name of ['欧阳䶮', '程砚秋']) {
    const employmentId = await employee(world, tenantId, entityId, { name });
    month.push({ employmentId, basePay: yuan('12000'), base: yuan('12000') });
  }
  runId = await payMonth(world, tenantId, payPeriod('2026-11'), month);
  slips = await world.as(
    tenantId,
    (tx) => tx.sql<{ payslipId: PayslipId; name: string }>`
      select p.id as "payslipId", e.person_name as name
        from payroll.locked_payslip p
        join people.payable_employment e
          on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id
         and e.employment_id = p.employment_id
       where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}
       order by e.person_name collate "C"`,
  );
  http = await createHttpServer({
    host: world.host,
    routes: [...routes, ...printingRoutes(printer), ...accessRoutes],
    authenticate: async () => null,
    authenticateLink,
    secure: true,
    requestsPerMinute: 10_000,
  });
});
after(async () => {
  await http.close();
  await printer.close();
  await world.close();
});

const { confirmLinkedPayslip, downloadLinkedPayslip, explainLinkedPayslipLine, readLinkedPayslip } =
  contract;

const makeLink = (payslipId: PayslipId, days?: number) =>
  world.as(
    tenantId,
    (tx) =>
      createPayslipLink(
        { ...tx, host: { ...tx.host, publicUrl: 'https://heyi.example' } },
        { tenantId, payslipId, ...(days !== undefined && { days }) },
      ),
    { accountId: newId<'acc'>() },
  );

/** A phone that has opened the link. */
async function opened(token: string) {
  let cookie = '';
  const call = async (method: 'GET' | 'POST', url: string, body?: object) => {
    const headers = {
      host: 'heyi.example',
      origin: 'https://heyi.example',
      'idempotency-key': newId(),
    };
    const answer = await http.inject({
      method,
      url,
      headers: { ...headers, ...(cookie !== '' && { cookie }) },
      ...(body && { payload: body }),
    });
    if (answer.cookies.length > 0) {
      cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    }
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, body: isJson ? answer.json() : {}, raw: answer.rawPayload };
  };
  const { status } = await call('POST', '/v1/link-session', { token });
  assert.equal(status, 200);
  return call;
}

const tokenOf = ({ url }: { url: string }) => url.split('#')[1]!;

test('未发布的工资条不能生成链接；没有的工资条说没有', async () => {
  const early = await makeLink(slips[0]!.payslipId);
  assert.equal(early.ok ? '' : early.failure.code, 'payslip.not_released');
  const none = await makeLink(newId<'slp'>());
  assert.equal(none.ok ? '' : none.failure.code, 'payslip.not_found');
});

test('本人在手机上：看工资条、问每个数、确认、下载；看不到单位承担，也看不到别人的', async () => {
  await world.as(tenantId, (tx) => releasePayslips(tx, { tenantId, runId }));
  const [mine] = slips;
  const link = valueOf(await makeLink(mine!.payslipId));
  assert.match(link.url, /^https:\/\/heyi\.example\/me\/payslip#/);
  assert.equal(link.expiresAt, addSeconds(world.host.clock.now(), 7 * 86_400));
  const call = await opened(tokenOf(link));
  const early = await call('POST', confirmLinkedPayslip.path, {});
  assert.deepEqual([early.status, early.body.code], [409, 'payslip.not_read']);
  const slip = await call('POST', readLinkedPayslip.path, {});
  assert.equal(slip.status, 200, JSON.stringify(slip.body));
  assert.equal(slip.body.personName, mine!.name);
  assert.ok(slip.body.lines.length > 0);
  assert.ok(!JSON.stringify(slip.body).includes('employer'));
  const explain = (line: number) =>
    call('GET', explainLinkedPayslipLine.path.replace(':line', String(line)));
  for (const { line } of slip.body.lines as { line: number }[]) {
    const why = await explain(line);
    assert.equal(why.status, 200, JSON.stringify(why.body));
    assert.ok(why.body.reasons[0].textZh.length > 0);
  }
  const shown = new Set((slip.body.lines as { line: number }[]).map(({ line }) => line));
  const hidden = Array.from({ length: 40 }, (_, line) => line).filter((line) => !shown.has(line));
  for (const line of hidden) {
    const why = await explain(line);
    assert.deepEqual([why.status, why.body.code], [404, 'payslip.line_not_found']);
  }
  assert.equal((await call('POST', confirmLinkedPayslip.path, {})).status, 200);
  const pdf = pdfText((await call('GET', downloadLinkedPayslip.path)).raw);
  assert.ok(pdf.includes(mine!.name) && !pdf.includes('单位承担'));
});

test('撤回工资条：链接还在，页面上什么也没有', async () => {
  const second = slips[1]!;
  const call = await opened(tokenOf(valueOf(await makeLink(second.payslipId, 30))));
  assert.equal((await call('POST', readLinkedPayslip.path, {})).status, 200);
  await world.as(tenantId, (tx) => withdrawPayslips(tx, { tenantId, runId, reason: '奖金有误' }));
  const gone = [
    await call('POST', readLinkedPayslip.path, {}),
    await call('POST', confirmLinkedPayslip.path, {}),
    await call('GET', explainLinkedPayslipLine.path.replace(':line', '0')),
    await call('GET', downloadLinkedPayslip.path),
  ];
  for (const { status, body } of gone) {
    assert.deepEqual([status, body.code], [404, 'payslip.not_found']);
  }
});
