import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { payPeriod, yuan } from '@heyi/kernel';
import type { GovernmentPortal, PortalRequest } from '@heyi/orders';
import { type SandboxInsurancePortal, startSandboxInsurancePortal } from '@heyi/sandbox';
import { openSandboxPortal } from './sandbox-portal.ts';

let site: SandboxInsurancePortal;
before(async () => {
  site = await startSandboxInsurancePortal();
});
after(() => site.stop());

let count = 0;
const request = (personName: string): PortalRequest => ({
  reference: `HY${(count += 1)}-1`,
  service: 'enrol',
  cityCode: '110000',
  registrationKind: 'socialInsurance',
  registrationNumber: '9100000001',
  personName,
  documentKind: 'idCard',
  documentNumber: '11010519491231002X',
  period: payPeriod('2026-11'),
  base: yuan('9000'),
  leavingReason: null,
  agencyReason: null,
});
const link = (timeoutMs = 20_000): GovernmentPortal =>
  openSandboxPortal({ url: site.url, timeoutMs });

describe('官网', () => {
  const refused: [string, string][] = [
    ['沙箱他处参保', 'insuredElsewhere'],
    ['沙箱姓名不一致', 'nameDiffers'],
    ['沙箱公积金未封存', 'fundNotSealed'],
    ['沙箱已到退休', 'retirementAge'],
    ['沙箱低于下限', 'belowFloor'],
    ['沙箱余额不足', 'balanceShort'],
  ];
  for (const [name, code] of refused) {
    test(`${name}：${code}`, async () => {
      const answer = await link().submit(request(name));
      assert.equal(answer.kind, 'refused');
      assert.ok(answer.kind === 'refused' && answer.code === code && answer.words.length > 4);
    });
  }

  test('办成并有回执；同一编号再交是同一件', async () => {
    const asked = request('欧阳䶮');
    const answer = await link().submit(asked);
    assert.ok(answer.kind === 'succeeded' && answer.effectivePeriod === '2026-11');
    assert.deepEqual(await link().submit(asked), answer);
    assert.deepEqual(await link().ask(asked.reference), answer);
    const paper = await link().capture(asked.reference);
    assert.equal(paper!.kind, 'enrolmentReceipt');
    assert.match(paper!.content.toString('latin1'), /^%PDF/);
    assert.match(paper!.verificationCode!, /^YZSB202611/);
    assert.equal((await site.calls())[asked.reference], 2);
  });

  test('答复丢失：办没办成都是结果未知，按编号查得到真相', async () => {
    const untaken = request('沙箱答复丢失未办');
    assert.equal((await link(300).submit(untaken)).kind, 'unknown');
    assert.deepEqual(await link().ask(untaken.reference), { kind: 'missing' });
    for (const name of ['沙箱答复丢失已办', '沙箱断线已办']) {
      const done = request(name);
      assert.equal((await link(300).submit(done)).kind, 'unknown');
      assert.equal((await link().ask(done.reference)).kind, 'succeeded');
    }
    const lagging = request('沙箱查询滞后');
    assert.equal((await link(300).submit(lagging)).kind, 'unknown');
    assert.equal((await link().ask(lagging.reference)).kind, 'missing');
    assert.equal((await link().ask(lagging.reference)).kind, 'succeeded');
  });

  test('受理慢、回执晚出、系统维护', async () => {
    const slow = request('沙箱办理缓慢');
    assert.equal((await link().submit(slow)).kind, 'received');
    assert.equal((await link().ask(slow.reference)).kind, 'received');
    assert.equal((await link().ask(slow.reference)).kind, 'succeeded');
    const later = request('沙箱回执未出');
    await link().submit(later);
    assert.equal(await link().capture(later.reference), null);
    assert.notEqual(await link().capture(later.reference), null);
    const until = '2026-11-23T22:00:00.000Z';
    await site.close(until);
    const closed = await link().submit(request('欧阳䶮'));
    assert.deepEqual(closed, {
      kind: 'maintenance',
      until,
      words: `系统维护，请于${until}后再试`,
    });
    await site.close(null);
  });

  test('官网不在：结果未知；别处的地址必须加密', async () => {
    const gone = openSandboxPortal({ url: 'http://127.0.0.1:1/insurance-portal' });
    assert.equal((await gone.submit(request('欧阳䶮'))).kind, 'unknown');
    assert.equal((await gone.ask('HY-1')).kind, 'unknown');
    assert.equal(await gone.capture('HY-1'), null);
    assert.throws(() => openSandboxPortal({ url: 'http://example.com' }), /https/);
  });
});
