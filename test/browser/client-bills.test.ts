import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseId, payPeriod, yuan, zeroFen } from '@heyi/kernel';
import { recordContributionLines } from '@heyi/insurance';
import type { TestHost } from '@heyi/platform/testing';
import type { SeededClient } from '../world/seed-client.ts';
import type { Answer, Stage } from '../world/stage.ts';
import { noSidewaysScroll, phone, takePicture } from './browser.ts';
import { type ClientSite, openClientSite } from './client-site.ts';
import { faultsOf } from './demo-server.ts';

/** 客户账单 as the provider's finance draws it up, and as the client's finance confirms it. */

let site: ClientSite;
let world: TestHost;
let stage: Stage;
let client: SeededClient;
let finance: string;
let clientFinance: string;

before(async () => {
  site = await openClientSite('finance');
  ({ world, stage, client, loginName: finance } = site);
  clientFinance = await site.account('client_finance', client.id);
  await seedTerms();
});
after(async () => {
  await site?.close();
});

/** Terms, an order at 38.50 a head, and what the agencies charge for somebody. */
async function seedTerms(): Promise<void> {
  const tenantId = client.wireId;
  const { rows: entities } = await stage.act('listLegalEntities', { tenantId });
  await stage.act('setClientBillTerms', {
    tenantId,
    fromPeriod: '2026-01',
    legalEntityId: entities.find((one: Answer) => one['holder'] === 'provider').id,
    collection: 'prepaid',
    prepaidDay: 5,
    postpaidDays: 10,
    ownRegistrations: 'collected',
    tax: { method: 'difference', rate: '0.06', isIncluded: false, source: '服务合同第五条' },
    disabledFund: [{ cityCode: '110000', perHead: null, source: '本年标准尚未公布' }],
  });
  const order = await stage.act('createServiceOrder', {
    tenantId,
    title: '北京社保代理',
    cooperationMode: 'outsourcing',
    cityCode: '110000',
    collection: 'prepaid',
    fromPeriod: '2026-01',
    items: [
      {
        item: 'socialInsurance',
        channel: 'manualOnline',
        price: { kind: 'perHead', price: '38.50' },
      },
    ],
  });
  await stage.act('activateServiceOrder', { tenantId, serviceOrderId: order['id'] });
  const { rows: people } = await stage.act('listEmployments', { tenantId });
  const { rows: units } = await stage.act('listRegistrations', { tenantId });
  const unit = units.find((one: Answer) => one['kind'] === 'socialInsurance').id;
  const lines = (['pension', 'medical', 'unemployment'] as const).map((kind, index) => ({
    employmentId: parseId('emp', people[0].id)!,
    registrationId: parseId('reg', unit)!,
    kind,
    period: payPeriod('2026-12'),
    billPeriod: payPeriod('2026-12'),
    type: 'regular' as const,
    source: 'estimate' as const,
    base: yuan('9000'),
    employer: yuan(['1440', '891', '45'][index]!),
    employee: yuan(['720', '183', '45'][index]!),
    lateFee: zeroFen,
    provisional: false,
    policyPin: 'cn@1',
    evidenceFileId: null,
    differenceRunId: null,
  }));
  await world.as(client.id, (tx) => recordContributionLines(tx, lines as never));
}

let bill: string;

test('财务出账：预估逐行有来源，未知的写明', async () => {
  const visitor = await site.signIn(finance);
  const { page } = visitor;
  await page.goto(site.at('/bills'));
  await page.getByRole('heading', { name: '客户账单' }).waitFor();
  await page.getByText('还没有账单').waitFor();
  const drawn = { tenantId: client.wireId, period: '2026-12' };
  bill = (await stage.act('drawUpClientBill', drawn))['id'] as string;
  await page.goto(`${site.url}/bills`);
  await page.getByRole('row', { name: /2026-12.*预估/s }).waitFor();
  await takePicture(page, 'bills/list');
  await page.goto(site.at(`/bills/${bill}`));
  await page.getByText('养老保险').first().waitFor();
  await page.getByText('残保金标准未知').waitFor();
  await takePicture(page, 'bills/bill');
  await page.goto(site.at('/bills'));
  await page.getByRole('button', { name: '账单条款' }).click();
  await page.getByText('服务费计税').waitFor();
  await takePicture(page, 'bills/terms');
  assert.deepEqual(faultsOf(visitor), []);
});

test('汇总的每个数打开它的明细，明细打开它的来源：服务订单、当月的费款', async () => {
  const visitor = await site.signIn(finance);
  const { page } = visitor;
  const lines = page.getByRole('table', { name: '明细' });
  await page.goto(site.at(`/bills/${bill}`));
  await lines.getByText('养老保险').waitFor();
  await page
    .getByRole('table', { name: '汇总' })
    .getByRole('row', { name: /^服务费/ })
    .click();
  await lines.getByText('养老保险').waitFor({ state: 'detached' });
  await lines.getByText('单价 38.50').waitFor();
  await lines.getByRole('link', { name: '服务订单' }).click();
  await page.getByRole('table', { name: '服务订单' }).getByText('北京社保代理').waitFor();
  await page.goto(site.at(`/bills/${bill}`));
  await lines.getByRole('link', { name: '费款', exact: true }).first().click();
  await page.getByRole('heading', { name: '费款明细' }).waitFor();
  assert.equal(await page.getByLabel('费款所属期').inputValue(), '2026-12');
  const charged = page.getByRole('table', { name: '费款明细' });
  await charged.getByRole('row', { name: /养老保险.*1,440\.00.*720\.00/s }).waitFor();
  assert.deepEqual(faultsOf(visitor), []);
});

test('客户财务在手机上看账单、提出异议并确认；财务核销', async () => {
  const visitor = await site.signIn(clientFinance, phone);
  const { page } = visitor;
  await page.goto(site.at(`/bills/${bill}`));
  await page.getByRole('button', { name: '确认账单' }).waitFor();
  await page.getByText('养老保险').first().waitFor();
  assert.ok(await noSidewaysScroll(page));
  await takePicture(page, 'bills/phone');
  await page.getByRole('button', { name: '提出异议' }).first().click();
  await page.getByRole('dialog').getByRole('textbox').fill('该员工已离职');
  await page.getByRole('dialog').getByRole('button', { name: '提出异议' }).click();
  await page.getByText('待处理').waitFor();
  await page.getByRole('button', { name: '确认账单' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确认账单' }).click();
  await page.getByText('已确认').first().waitFor();
  assert.deepEqual(faultsOf(visitor), []);
  const other = await site.signIn(finance);
  await other.page.goto(site.at(`/bills/${bill}`));
  await other.page.getByRole('button', { name: '核销到款' }).click();
  await other.page.getByText('可分次核销').waitFor();
  await takePicture(other.page, 'bills/match');
  assert.deepEqual(faultsOf(other), []);
});
