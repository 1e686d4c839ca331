import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { idCardNumber } from '@heyi/people/testing';
import { textPdf } from '@heyi/platform';
import type { SeededClient } from '../world/seed-client.ts';
import type { Answer, Stage } from '../world/stage.ts';
import { noSidewaysScroll, phone, takePicture } from './browser.ts';
import { type ClientSite, openClientSite } from './client-site.ts';
import { choose } from './console-steps.ts';
import { faultsOf } from './demo-server.ts';

/** 申报与缴费: from the list to the bill, as a specialist works through a month. */

let site: ClientSite;
let stage: Stage;
let client: SeededClient;
let specialist: string;
let unit: string;

before(async () => {
  site = await openClientSite('insurance_specialist');
  ({ stage, client, loginName: specialist } = site);
  await seedInsured();
});
after(async () => {
  await site?.close();
});

async function seedInsured(): Promise<void> {
  const tenantId = client.wireId;
  const { rows: entities } = await stage.act('listLegalEntities', { tenantId });
  const entity = entities.find((one: Answer) => one['holder'] === 'client').id;
  const { rows } = await stage.act('listRegistrations', { tenantId });
  unit = rows.find((one: Answer) => one['kind'] === 'socialInsurance').id;
  for (const [order, name] of [
    [701, '程砚秋'],
    [703, '欧阳䶮'],
    [705, '㛃宁'],
  ] as const) {
    const joined = await stage.act('joinPerson', {
      tenantId,
      person: { name, documentKind: 'idCard', documentNumber: idCardNumber(order) },
      payeeAccount: null,
      employment: {
        contractEntityId: entity,
        payTaxEntityId: entity,
        insuranceEntityId: entity,
        form: 'fullTime',
        workCityCode: '110000',
        startsOn: '2026-01-05',
      },
    });
    await stage.act('setEnrolment', {
      tenantId,
      employmentId: joined['id'],
      registrationId: unit,
      fromPeriod: '2026-01',
      base: '9000.00',
      insuredType: null,
      housingFundRate: null,
      supplementaryRate: null,
      tier: null,
    });
  }
}

const billOf = () => {
  const head =
    '姓名,证件号码,养老保险缴费基数,养老保险单位,养老保险个人,失业保险单位,失业保险个人,工伤保险单位';
  const rest = '45,45,36';
  const rows = [
    `程砚秋,${idCardNumber(701)},9000,1440,720,${rest}`,
    `欧阳䶮,${idCardNumber(703)},10000,1600,800,${rest}`,
    `查无此人,${idCardNumber(799)},9000,1440,720,${rest}`,
    `合计,,,4480,2240,135,135,108`,
  ];
  return Buffer.from(`\uFEFF${[head, ...rows].join('\r\n')}\r\n`);
};

const monthPath = () => `${site.url}/clients/${client.wireId}/registrations/${unit}/months/2026-11`;

test('专员生成名单、登记已申报：单位户列表随之变', async () => {
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(`${site.url}/declarations`);
  await page
    .getByRole('row', { name: /未生成/ })
    .first()
    .waitFor();
  await takePicture(page, 'declarations/units');
  await page.goto(monthPath());
  await page.getByRole('button', { name: '生成名单' }).click();
  await page.getByText('生成中').first().waitFor();
  await stage.settle(client.id);
  await page.getByRole('row', { name: /程砚秋.*新增/s }).waitFor();
  await takePicture(page, 'declarations/list');
  await page.getByRole('button', { name: '登记已申报' }).click();
  await page.getByLabel('受理号').fill('京社申2026-1101');
  await page.locator('input[type=file]').setInputFiles({
    name: '申报回执.pdf',
    mimeType: 'application/pdf',
    buffer: textPdf(['receipt 1101']),
  });
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByText('京社申2026-1101').waitFor();
  await page.goto(`${site.url}/declarations`);
  await page
    .getByRole('row', { name: /第1版.*养老/s })
    .first()
    .waitFor();
  await takePicture(page, 'declarations/units-declared');
  // 按客户、城市筛选，条件写在地址里。
  await choose(page, page.getByRole('combobox', { name: '城市' }), '北京');
  await page.waitForURL(/city=/);
  await page
    .getByRole('row', { name: /第1版.*养老/s })
    .first()
    .waitFor();
  await page.goto(`${site.url}/declarations?client=nobody`);
  await page.getByText('没有符合条件的单位户').first().waitFor();
  assert.deepEqual(faultsOf(visitor), []);
});

test('导入账单：差异按原因，一次处理一类，入账后费款明细是账单数', async () => {
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  const imported = await stage.act(
    'importOfficialBill',
    { tenantId: client.wireId, registrationId: unit, period: '2026-11' },
    undefined,
    { name: '北京社保账单.csv', type: 'text/csv', content: billOf() },
  );
  await stage.settle(client.id);
  await page.goto(`${site.url}/clients/${client.wireId}/official-bills/${imported['id']}`);
  await page.getByRole('row', { name: /欧阳䶮.*基数不同/s }).waitFor();
  await takePicture(page, 'declarations/bill');
  for (const cause of ['基数不同', '账单没有']) {
    await page.getByRole('button', { name: new RegExp(`^${cause}`) }).click();
    await page.getByRole('button', { name: '处理这一类' }).click();
    await page.getByRole('button', { name: /保\s*存/ }).click();
    await page
      .getByText(/已处理 \d+ 条/)
      .last()
      .waitFor();
    await page.getByRole('button', { name: new RegExp(`^${cause}`) }).click();
  }
  await page.getByRole('button', { name: /^我方没有/ }).click();
  await page.getByRole('button', { name: '处理这一类' }).click();
  await page.getByText('向经办机构提出').click();
  await takePicture(page, 'declarations/decide');
  await page.getByRole('button', { name: /保\s*存/ }).click();
  await page.getByRole('button', { name: '账单入账' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: '账单入账' }).click();
  await page.getByText('入账中').first().waitFor();
  await stage.settle(client.id);
  await page.getByText('已入账').first().waitFor();
  const lines = await stage.act('listContributionLines', {
    tenantId: client.wireId,
    period: '2026-11',
    kind: 'pension',
  });
  // The bill lacks two of the insured: 㛃宁 and whoever the seed has.
  const counted = lines['rows'].filter((one: Answer) => !one['superseded']);
  assert.deepEqual(counted.map((one: Answer) => one['employee']).toSorted(), [
    '0.00',
    '0.00',
    '720.00',
    '800.00',
  ]);
  assert.deepEqual(faultsOf(visitor), []);
});

test('手机上看单位户、月份、账单和欠费：不横着滚', async () => {
  await stage.act('recordDebitFailure', {
    tenantId: client.wireId,
    registrationId: unit,
    period: '2026-11',
    dueOn: '2026-11-15',
    failedOn: '2026-11-16',
    reason: '扣款余额不足',
    responsibility: 'client',
  });
  const visitor = await site.signIn(specialist, phone);
  const { page } = visitor;
  const bills = await stage.act('listOfficialBills', { tenantId: client.wireId });
  const bill = `${site.url}/clients/${client.wireId}/official-bills/${bills['rows'][0].id}`;
  for (const [name, address, text] of [
    ['units', `${site.url}/declarations`, '欠费'],
    ['arrears', `${site.url}/declarations?tab=arrears`, '扣款余额不足'],
    ['month', monthPath(), '已申报'],
    ['bill', bill, '已入账'],
  ] as const) {
    await page.goto(address);
    await page.getByText(text).first().waitFor();
    await takePicture(page, `declarations/${name}-phone`);
    assert.equal(await noSidewaysScroll(page), true, name);
  }
  assert.deepEqual(faultsOf(visitor), []);
});
