import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { idCardNumber } from '@heyi/people/testing';
import type { SeededClient } from '../world/seed-client.ts';
import type { Answer, Stage } from '../world/stage.ts';
import { noSidewaysScroll, phone, takePicture } from './browser.ts';
import { type ClientSite, openClientSite } from './client-site.ts';
import { faultsOf } from './demo-server.ts';

/** 参保任务 as a specialist and the client's HR work with them; the employee is on the phone. */

let site: ClientSite;
let stage: Stage;
let client: SeededClient;
let specialist: string;
let leaver: string;

before(async () => {
  site = await openClientSite('insurance_specialist');
  ({ stage, client, loginName: specialist } = site);
  await seedMoves();
});
after(async () => {
  await site?.close();
});

/** Two joiners, one of them in a city without a scheme; somebody leaves who is insured. */
async function seedMoves(): Promise<void> {
  const tenantId = client.wireId;
  const { rows: entities } = await stage.act('listLegalEntities', { tenantId });
  const entity = entities.find((one: Answer) => one['holder'] === 'client').id;
  const { rows } = await stage.act('listRegistrations', { tenantId });
  const unit = (kind: string) => rows.find((one: Answer) => one['kind'] === kind).id;
  await stage.act('setInsuranceScheme', {
    tenantId,
    insuranceEntityId: entity,
    cityCode: '110000',
    socialInsuranceId: unit('socialInsurance'),
    medicalId: unit('medical'),
    housingFundId: unit('housingFund'),
    insuranceBaseRule: 'floor',
    insuranceBase: null,
    fundBaseRule: 'given',
    fundBase: '6000.00',
    fundRate: null,
    joinUntilDay: 31,
    leaveUntilDay: 15,
    leaverDifferences: 'client',
  });
  const join = async (order: number, name: string, facts: object) => {
    const person = { name, documentKind: 'idCard', documentNumber: idCardNumber(order) };
    const employment = {
      contractEntityId: entity,
      payTaxEntityId: entity,
      insuranceEntityId: entity,
      form: 'fullTime',
      workCityCode: '110000',
      startsOn: '2026-11-16',
      ...facts,
    };
    const joined = await stage.act('joinPerson', {
      tenantId,
      person,
      payeeAccount: null,
      employment,
    });
    return joined['id'] as string;
  };
  await join(601, '程砚秋', {});
  await join(603, '欧阳䶮', { workCityCode: '310000' });
  leaver = await join(605, '㛃宁', { startsOn: '2024-03-01' });
  await stage.act('setEnrolment', {
    tenantId,
    employmentId: leaver,
    registrationId: unit('socialInsurance'),
    fromPeriod: '2024-03',
    base: '9000.00',
    insuredType: null,
    housingFundRate: null,
    supplementaryRate: null,
    tier: null,
  });
  const end = { tenantId, employmentId: leaver, endsOn: '2026-11-20' };
  await stage.act('endEmployment', { ...end, leavingReason: 'resignation' });
  await stage.settle(client.id);
}

test('专员看任务：按截止日排列，入职的已生成，离职的等客户确认；没有方案的说明原因', async () => {
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(`${site.url}/insurance`);
  await page.getByRole('heading', { name: '参保任务 · 全部客户' }).waitFor();
  const joined = page.getByRole('row', { name: /程砚秋/ });
  await joined.first().waitFor();
  assert.equal(await joined.count(), 3);
  await page.getByRole('row', { name: /㛃宁.*待客户确认末月/s }).waitFor();
  await takePicture(page, 'insurance/tasks');
  await page.goto(site.at('/insurance?tab=joiners'));
  await page.getByRole('row', { name: /欧阳䶮.*没有参保方案/s }).waitFor();
  await takePicture(page, 'insurance/joiners');
  await page.goto(site.at(`/people/${leaver}?tab=insurance`));
  await page.getByText('待减员').first().waitFor();
  await takePicture(page, 'insurance/chain');
  await page.goto(site.at('?tab=procedures'));
  await page.getByText('城市默认').first().waitFor();
  await takePicture(page, 'insurance/procedures');
  await page
    .getByRole('button', { name: /设\s*置/ })
    .first()
    .click();
  await page.getByLabel('依据').fill('经办机构电话答复，11月20日');
  await takePicture(page, 'insurance/procedure-form');
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByText('经办机构电话答复，11月20日').waitFor();
  // 来源一列不被右边固定的按钮列遮住。
  const [shown, whole] = await page
    .locator('.ant-table-content')
    .filter({ visible: true })
    .first()
    .evaluate((table) => [table.clientWidth, table.scrollWidth] as const);
  assert.ok(whole <= shown, `表宽 ${whole}，只显示 ${shown}`);
  await takePicture(page, 'insurance/procedures-set');
  await page.goto(site.at('?tab=insuranceSchemes'));
  await page.getByRole('row', { name: /31日及以前入职当月参保/ }).waitFor();
  await takePicture(page, 'insurance/schemes');
  assert.deepEqual(faultsOf(visitor), []);
});

test('客户 HR 确认末月：确认后减员可办', async () => {
  const visitor = await site.signIn(client.loginName);
  const { page } = visitor;
  await page.goto(site.at('/insurance?tab=lastPeriods'));
  const row = page.getByRole('row', { name: /㛃宁/ });
  await row.waitFor();
  await takePicture(page, 'insurance/last-periods');
  await row.getByRole('button', { name: /确\s*认/ }).click();
  await page.getByText('已确认 1 项').waitFor();
  await page.getByText('没有待确认的离职人员').waitFor();
  const chain = { tenantId: client.wireId, employmentId: leaver };
  const { tasks } = await stage.act('getInsuranceChain', chain);
  const stop = tasks.find((one: Answer) => one['kind'] === 'stop');
  assert.deepEqual([stop.waitsFor, stop.period, stop.confirmedByName], [null, '2026-12', '李静']);
  assert.deepEqual(faultsOf(visitor), []);
});

test('基数调整：发起、给员工链接，员工在手机上有异议；专员看到', async () => {
  const tenantId = client.wireId;
  const made = await stage.act('createBaseAdjustment', {
    tenantId,
    regime: 'socialInsurance',
    cityCode: '110000',
    period: '2027-01',
    deadline: '2026-12-20',
  });
  const inOne = { tenantId, adjustmentId: made['id'] };
  const { rows } = await stage.act('listBaseRows', { ...inOne, show: 'all' });
  const { employmentId, personName } = rows[0];
  const { url } = await stage.act('createBaseLink', { ...inOne, employmentId });
  const own = await site.browser.openPage(phone);
  await own.page.goto(url);
  await own.page.getByText('请核对您的缴费基数').waitFor();
  await own.page.getByRole('button', { name: '打开核对' }).click();
  await own.page.getByText(personName).waitFor();
  await takePicture(own.page, 'insurance/me-base');
  assert.ok(await noSidewaysScroll(own.page));
  await own.page.getByRole('button', { name: '有异议' }).click();
  await own.page.getByLabel('哪里不对？').fill('去年没有发过奖金');
  await takePicture(own.page, 'insurance/me-base-objects');
  await own.page.getByRole('button', { name: '提交异议' }).click();
  await own.page.getByText('您的异议：').waitFor();
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(site.at('/insurance?tab=bases'));
  await page.getByRole('row', { name: /社保（含医保）/ }).click();
  await page.getByText('去年没有发过奖金').waitFor();
  await takePicture(page, 'insurance/bases');
  assert.deepEqual([...faultsOf(own), ...faultsOf(visitor)], []);
});

test('手机上：任务、末月、规则都不横向溢出', async () => {
  const visitor = await site.signIn(specialist, phone);
  const { page } = visitor;
  for (const [path, name] of [
    ['/insurance', 'tasks'],
    ['/insurance?tab=joiners', 'joiners'],
    ['/insurance?tab=bases', 'bases'],
    ['?tab=procedures', 'procedures'],
    ['?tab=insuranceSchemes', 'schemes'],
    [`/people/${leaver}?tab=insurance`, 'chain'],
  ] as const) {
    await page.goto(site.at(path), { waitUntil: 'networkidle' });
    await takePicture(page, `insurance/phone-${name}`);
    assert.ok(await noSidewaysScroll(page), `${name} 横向溢出`);
  }
  assert.deepEqual(faultsOf(visitor), []);
});
