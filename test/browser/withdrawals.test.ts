import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ApiClient, createApiClient } from '@heyi/api-client';
import { yuan } from '@heyi/kernel';
import { gigPayerAccount } from '@heyi/server/testing';
import type { Page } from 'playwright-core';
import {
  type Answer,
  confirm,
  openForm,
  pickDay,
  saveForm,
  type SignedIn,
  signIn,
} from './admin-steps.ts';
import { openBrowser, phone, type TestBrowser } from './browser.ts';
import {
  button,
  choose,
  dialog,
  downloadBy,
  giveReason,
  row,
  rowsOf,
  totalOf,
} from './console-steps.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

/** The client's money from the claim to the proof, as client, provider and platform play it. */

let browser: TestBrowser;
let server: DemoServer;
let app: ApiClient;
let finance: SignedIn;
let live: string;
let programId: string;
before(async () => {
  server = await startDemoServer();
  browser = await openBrowser();
  const { appId, secret } = server.platform;
  app = createApiClient({ baseUrl: server.url, appId, secret });
  finance = await signIn(browser, server, 'nie.qinghe');
  const { rows } = await finance.read('/v1/clients?limit=100');
  live = rows.find(({ shortName }: Answer) => shortName === '星屿直播').id;
  const programs = await finance.read(`/v1/tenants/${live}/programs`);
  programId = programs.rows[0].id;
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const open = (page: Page, tab: string) =>
  page.goto(`${server.url}/clients/${live}/withdrawals?tab=${tab}`);

const fundsNow = () => finance.read(`/v1/tenants/${live}/programs/${programId}/funds`);

/** Reads again until it is so; the page does the same. */
async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 120; tries += 1) {
    const value = await read();
    if (isSo(value)) return value;
    await new Promise((resolve) => void setTimeout(resolve, 250));
  }
  throw new Error(`it never came about: ${JSON.stringify(await read())}`);
}

const payer = '星屿文化传播（杭州）有限公司';

test('客户认领充值；服务商读到流水、确认，钱就在那里', async () => {
  const client = await signIn(browser, server, 'bai.lingyi');
  await open(client.page, 'funds');
  await openForm(button(client.page, '认领充值'));
  const form = dialog(client.page);
  await form.getByLabel('金额').fill('20000.00');
  await form.getByLabel('付款户名').fill(payer);
  await form.getByLabel('流水号或附言').fill('浏览器充值');
  await saveForm(client.page, '认领充值');
  await row(client.page, '浏览器充值').getByText('待确认').waitFor();
  assert.deepEqual(client.complaints, []);
  await client.close();

  await server.bank.credit({
    account: gigPayerAccount.accountNumber,
    amount: yuan('20000.00'),
    payerName: payer,
    payerAccount: '3299000000000000001',
    text: '浏览器充值',
  });
  const { page } = finance;
  await page.goto(`${server.url}/clients/${live}/funds`);
  await openForm(button(page, '读取银行流水'));
  await saveForm(page, '读取银行流水');
  await row(page, '浏览器充值').waitFor();

  const before = await fundsNow();
  await open(page, 'funds');
  await button(row(page, '浏览器充值'), '确认').click();
  await row(dialog(page), '20,000').count();
  await dialog(page).getByText('流水号或附言', { exact: true }).last().waitFor();
  await button(dialog(page).getByRole('table'), '确认').first().click();
  await confirm(page, '确认');
  await row(page, '浏览器充值').getByText('已确认').waitFor();
  const funds = await fundsNow();
  assert.equal(yuan(funds.total) - yuan(before.total), yuan('20000.00'));
});

async function earnAndWithdraw(worker: string, amount: string, number: number): Promise<string> {
  const businessId = `browser-${number}`;
  const incomeKind = 'labourRemuneration' as const;
  await app.reportIncomeLines({
    lines: [
      {
        businessId,
        externalWorkerId: worker,
        amount,
        incomeKind,
        task: '直播打赏结算',
        acceptedOn: '2026-11-23',
        workPeriod: '2026-11',
      },
    ],
  });
  const { state } = await app.withdraw({
    businessId,
    externalWorkerId: worker,
    amount,
    incomeKind,
  });
  return state;
}

/** Leaves so much of the client's money; withdrawals of at most 200,000. */
async function spendDownTo(left: string, number: number): Promise<void> {
  const { total } = await fundsNow();
  const cost = (yuan(total) - yuan(left)) / 1.015;
  const pieces = Math.ceil(cost / yuan('190000.00'));
  for (let piece = 0; piece < pieces; piece += 1) {
    const amount = `${Math.floor(cost / pieces / 100)}.00`;
    const worker = server.platform.workers[number + piece]!;
    assert.equal(await earnAndWithdraw(worker, amount, number + piece), 'accepted');
  }
}

test('资金用到预警线以下先预警，首页和页面都看到；再用就挂起', async () => {
  const { page } = finance;
  await spendDownTo('60000.00', 0);
  await until(fundsNow, ({ state }) => state === 'low');
  await page.goto(server.url);
  await page.getByText('星屿直播：客户资金低于预警线').waitFor();
  assert.equal(await earnAndWithdraw(server.platform.workers[20]!, '70000.00', 20), 'suspended');
  await until(fundsNow, ({ state }) => state === 'suspended');
  await open(page, 'funds');
  await page.getByText('客户资金不足，提现已挂起').waitFor();
  await open(page, 'list');
  await row(page, 'browser-20').getByText('挂起').first().waitFor();
});

test('确认那笔五十万的认领：挂起的恢复，付到账；推送与税的依据在详情里', async () => {
  const { page } = finance;
  await open(page, 'funds');
  await button(row(page, '星屿1123充值'), '确认').click();
  await button(dialog(page).getByRole('table'), '确认').first().click();
  await confirm(page, '确认');
  // Soon after midnight what was spent today is the use of an hour, and the rest is low for four.
  await until(fundsNow, ({ state, heldCount }) => state !== 'suspended' && heldCount === 0);
  await open(page, 'list');
  await until(
    () => row(page, 'browser-20').innerText(),
    (text) => text.includes('已到账'),
  );
  await row(page, 'browser-20').click();
  await page.getByRole('heading', { name: '提现 browser-20' }).waitFor();
  await page.getByText('税是怎么算的').waitFor();
  await page.locator('article').first().waitFor();
});

test('批量付款：程序提交、确认，运营看得到每一行付了还是为什么没付', async () => {
  const { page } = finance;
  const item = {
    incomeKind: 'labourRemuneration' as const,
    task: '直播打赏结算',
    acceptedOn: '2026-11-23',
    workPeriod: '2026-11',
  };
  const items = [
    {
      ...item,
      businessId: 'browser-item-1',
      externalWorkerId: server.platform.workers[30]!,
      amount: '12.00',
    },
    { ...item, businessId: 'browser-item-2', externalWorkerId: 'nobody-here', amount: '30.00' },
  ];
  const batchNumber = 'browser-batch';
  await app.createPayoutBatch({ batchNumber, items });
  await open(page, 'batches');
  await row(page, batchNumber).getByText('待确认').waitFor();
  await app.confirmPayoutBatch({ batchNumber, items: 2, amount: '42.00' });
  await page.reload();
  await row(page, batchNumber).getByText('已确认').waitFor();
  await row(page, batchNumber).locator('.ant-table-row-expand-icon').click();
  await row(page, 'nobody-here').getByText('没有登记这个从业人员。').waitFor();
  await page.getByRole('link', { name: '看这笔提现' }).click();
  await page.getByRole('heading', { name: '提现 browser-item-1' }).waitFor();
});

test('结算单：生成、下载、客户确认、申请开票', async () => {
  const { page } = finance;
  await open(page, 'sheets');
  await openForm(button(page, '生成结算单'));
  await pickDay(dialog(page), '日期', '2026-11-20');
  await saveForm(page, '生成结算单');
  await row(page, '2026-11-20').getByText('待客户确认').waitFor();
  const download = await downloadBy(page, () => button(row(page, '2026-11-20'), 'XLSX').click());
  const lines = await rowsOf(download);
  const sheets = await finance.read(`/v1/tenants/${live}/settlement-sheets`);
  const closing = lines.find(([title]) => title === '期末余额')?.[1];
  assert.equal(yuan(`${closing}`.includes('.') ? closing! : `${closing}.00`) > 0, true);
  assert.equal(sheets.rows[0].other, '0.00');

  const client = await signIn(browser, server, 'bai.lingyi');
  await open(client.page, 'sheets');
  await button(row(client.page, '2026-11-20'), '确认').click();
  await confirm(client.page, '确认');
  await openForm(button(row(client.page, '2026-11-20'), '申请开票'));
  await choose(client.page, dialog(client.page).getByLabel('开票内容'), '服务费');
  await saveForm(client.page, '申请开票');
  await row(client.page, '2026-11-20').getByText('待开票').waitFor();
  assert.deepEqual(client.complaints, []);
  await client.close();
});

test('证明：逐项成立，账簿等于银行；手机上的看板', async () => {
  const { page } = finance;
  await open(page, 'proof');
  await button(page, '开始证明').click();
  await page.getByText('全部成立').waitFor({ timeout: 60_000 });
  assert.equal(await page.getByText('不符', { exact: true }).count(), 0);
  await page.getByText('账簿等于银行').first().waitFor();
  await open(page, 'flow');
  await page.getByRole('img', { name: '每秒笔数' }).locator('svg').waitFor();
  assert.deepEqual(finance.complaints, []);

  const opened = await browser.openPage(phone);
  await opened.page.context().addCookies(await page.context().cookies());
  await open(opened.page, 'flow');
  await opened.page.getByRole('img', { name: '每秒笔数' }).locator('svg').waitFor();
  const { width } = await opened.page.evaluate(() => ({ width: document.body.scrollWidth }));
  assert.ok(width <= 390, `the page is ${width} wide`);
  await opened.close();
});

test('从业人员页的导入名单，打开的就是从业人员的导入', async () => {
  const specialist = await signIn(browser, server, 'xie.zhixia');
  const { page } = specialist;
  await page.goto(`${server.url}/clients/${live}/workers`);
  await button(page, '导入名单').click();
  await dialog(page).locator('.ant-select').getByText('从业人员', { exact: true }).waitFor();
  assert.deepEqual(specialist.complaints, []);
  await specialist.close();
});

test('税表：申报后退汇的十月更正申报、登记回执；季度报送、仪表、明细单都下得来', async () => {
  const { page } = finance;
  const workers = (tab: string) => page.goto(`${server.url}/clients/${live}/workers?tab=${tab}`);
  await workers('returns');
  await row(page, '2026-11').getByText('待生成').waitFor();
  assert.equal(await button(row(page, '2026-11'), '生成').count(), 0, 'the month is not over');
  const income = await rowsOf(await downloadBy(page, () => button(page, '收入信息').click()));
  assert.ok(income.some((cells) => cells.includes('xy-golden') && cells.includes('17000.00')));
  await row(page, '2026-10').getByText('其后有变动').waitFor();
  await row(page, '2026-10').click();
  await row(page, 'xy-late-return').getByText('138.00').waitFor();
  await button(page, '更正申报').click();
  await giveReason(page, '申报后退汇');
  await page.getByRole('heading', { name: /2026-10 · 更正1/ }).waitFor();
  assert.equal(await totalOf(page, '应补（退）税额'), -13_800);
  const labour = row(page, '劳务报酬所得扣缴表');
  const sheet = await rowsOf(await downloadBy(page, () => button(labour, '下载').click()));
  assert.ok(sheet.some((cells) => cells.includes('xy-golden') && cells.includes('15000.00')));
  assert.ok(!sheet.flat().includes('xy-late-return'));
  await openForm(button(page, '登记已申报'));
  await dialog(page).getByLabel('申报回执号').fill('330100202610230002');
  await saveForm(page);
  await page.locator('.heyi-page-head').getByText('已申报', { exact: true }).waitFor();
  await page.getByText('330100202610230002').waitFor();

  await workers('gauges');
  await row(page, 'xy-below-threshold').getByText('接近').waitFor();
  await row(page, 'xy-at-threshold').getByText('已达到').waitFor();
  await row(page, 'xy-at-threshold').click();
  const statement = await downloadBy(page, () => button(page, '扣缴明细单 2026').click());
  assert.match(statement.suggestedFilename(), /扣缴明细单.*\.pdf$/);
  assert.deepEqual(finance.complaints, []);
});

test('运营为新客户设置结算方案，再改服务费率与限额；缺报送日期当场说明；增值税读法写着谁、何时、依据', async () => {
  const operations = await signIn(browser, server, 'dai.songnian');
  const { page } = operations;
  const { rows } = await operations.read('/v1/clients?limit=100');
  const client = rows.find(({ shortName }: Answer) => shortName === '语岸客服').id;
  await page.goto(`${server.url}/clients/${client}/withdrawals`);
  await page.getByText('还没有结算方案').waitFor();
  await openForm(button(page, '新增结算方案'));
  const form = dialog(page);
  const own = form.getByRole('combobox', { name: '扣缴主体' });
  await own.click();
  await page.locator('.ant-select-item-option:visible').first().click();
  await form.getByRole('combobox', { name: '付款账户' }).click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await form.getByLabel('方案名称').fill('语岸计件');
  await form.getByLabel('付款摘要').fill('计件收入');
  await form.getByLabel('服务费率').fill('2.5');
  await choose(page, form.getByLabel('计税方法'), '平台累计预扣');
  await button(form, '保存').click();
  await form.locator('.ant-form-item-has-error').getByText('请输入平台基本信息报送日期').waitFor();
  await choose(page, form.getByLabel('计税方法'), '劳务报酬预扣率表');
  await saveForm(page);
  await page.goto(`${server.url}/clients/${client}/withdrawals?tab=terms`);
  await page.getByText('2.5%').waitFor();

  await openForm(button(page, '编辑'));
  await dialog(page).getByLabel('服务费率').fill('1.2');
  await dialog(page).getByLabel('个人日限额').fill('8000.00');
  await saveForm(page);
  await page.getByText('1.2%').waitFor();
  const [program] = (await operations.read(`/v1/tenants/${client}/programs`)).rows;
  const { environment, feeRate, taxMethod, workerDayLimit, dayLimit, whenShort } = program;
  assert.deepEqual(
    { environment, feeRate, taxMethod, workerDayLimit, dayLimit, whenShort },
    {
      environment: 'live',
      feeRate: '0.012',
      taxMethod: 'ordinaryLabour',
      workerDayLimit: '8000.00',
      dayLimit: null,
      whenShort: 'suspend',
    },
  );
  await page.goto(`${server.url}/clients/${live}/workers?tab=settings`);
  await page.getByText('周敏 · 2026-11-06').waitFor();
  await row(page, '按月十万元（代办申报）').getByText('1,039.60').waitFor();
  assert.deepEqual(operations.complaints, []);
  await operations.close();
});
