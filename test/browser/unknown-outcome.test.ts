import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApiClient } from '@heyi/api-client';
import { gigWorkers } from '@heyi/server/testing';
import type { Page } from 'playwright-core';
import {
  choose,
  codeOf,
  fillSignIn,
  openForm,
  saveForm,
  type SignedIn,
  signIn,
} from './admin-steps.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { button, closed, dialog, giveReason, reloadUntil, row } from './console-steps.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

/** A withdrawal of which the bank says nothing: two people bring it to its end by the bank's paper. */

let browser: TestBrowser;
let server: DemoServer;
let maker: SignedIn;
let live: string;
before(async () => {
  server = await startDemoServer();
  browser = await openBrowser();
  maker = await signIn(browser, server, 'nie.qinghe');
  const { rows } = await maker.read('/v1/clients?limit=100');
  live = rows.find(({ shortName }: { shortName: string }) => shortName === '星屿直播').id;
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const businessId = 'unknown-1';
const password = '晴天霹雳-47112-蓝溪';
let recoveryCode = '';

/** A second person of finance, with a second factor, as the administrator lets one in. */
test('管理员新建另一位财务，分配客户；本人改密码、启用二次验证', async () => {
  const admin = await signIn(browser, server, 'bu.mingzhe');
  await admin.page.goto(`${server.url}/accounts`);
  await openForm(button(admin.page, '新建账号'));
  await dialog(admin.page).getByLabel('姓名').fill('路鸣蝉');
  await dialog(admin.page).getByLabel('登录名').fill('lu.mingchan');
  await choose(dialog(admin.page), '角色', '财务');
  await admin.page.keyboard.press('Escape');
  await button(dialog(admin.page), '新建账号').click();
  const shown = admin.page.getByText(/^([a-z2-9]{4}-){3}[a-z2-9]{4}/);
  const oneTime = (await shown.innerText()).trim();
  await button(dialog(admin.page), '关闭').last().click();
  await row(admin.page, 'lu.mingchan').click();
  await dialog(admin.page).getByLabel('搜索客户').fill('星屿');
  await button(dialog(admin.page), '分配').click();
  await button(dialog(admin.page), '取消分配').waitFor();
  await admin.close();

  const { page, close } = await browser.openPage();
  await page.goto(`${server.url}/sign-in`);
  await fillSignIn(page, 'lu.mingchan', oneTime);
  await page.getByLabel('当前密码').fill(oneTime);
  await page.getByLabel('新密码').fill(password);
  await page.getByLabel('再输一次').fill(password);
  await button(page, '修改密码').click();
  await page.getByText('登录设备').waitFor();
  recoveryCode = await enrol(page);
  await close();
});

/** Answers one of the recovery codes: the app's own code cannot be used twice within its half minute. */
async function enrol(page: Page): Promise<string> {
  await button(page, '启用二次验证').click();
  await dialog(page).getByLabel('当前密码').fill(password);
  await button(dialog(page), '启用二次验证').click();
  const secret = (await dialog(page).locator('code').innerText()).trim();
  const { now } = await maker.read('/v1/session');
  await dialog(page)
    .getByLabel('六位动态码')
    .fill(codeOf(secret, Date.parse(now)));
  await button(dialog(page), '验证').click();
  await dialog(page).getByText('恢复码', { exact: true }).waitFor();
  const codes = await dialog(page).locator('.ant-typography span').allInnerTexts();
  return codes.map((code) => code.trim()).find((code) => /^([a-z2-9]{4}-){2}/.test(code))!;
}

/** The bank executes and says nothing: no answer, not found for days, no callback. */
async function withdrawUnheard(): Promise<void> {
  const days = 86_400;
  const callback_ms: [number, number] = [days * 1000, days * 1000];
  await server.bank.changeSettings({ query_lag_seconds: days, hang_ms: 100, callback_ms });
  const { appId, secret, workers } = server.platform;
  const externalWorkerId = workers[25]!;
  const worker = gigWorkers(1000).find((one) => one.externalWorkerId === externalWorkerId)!;
  await server.bank.setBehaviour(worker.accountNumber, 'query_lag');
  const app = createApiClient({ baseUrl: server.url, appId, secret });
  const income = { incomeKind: 'labourRemuneration', amount: '3000.00' } as const;
  const work = { task: '直播打赏结算', acceptedOn: '2026-11-23', workPeriod: '2026-11' };
  await app.reportIncomeLines({ lines: [{ ...work, ...income, businessId, externalWorkerId }] });
  await app.withdraw({ ...income, businessId, externalWorkerId });
}

const withdrawals = (tab: string) => `${server.url}/clients/${live}/withdrawals?tab=${tab}`;

test('银行没有答复：转人工，按回单登记；登记的人不能自己复核', async () => {
  await withdrawUnheard();
  const { page } = maker;
  await page.goto(withdrawals('list'));
  await reloadUntil(page, row(page, businessId).getByText('待确认'));
  await row(page, businessId).click();
  await button(page, '人工核实').click();
  await button(dialog(page), '转人工').click();
  await giveReason(page, '银行电话答复：已受理，回单稍后到');
  await openForm(button(dialog(page), '登记结果'));
  await dialog(page).getByText('已到账', { exact: true }).click();
  await dialog(page).getByLabel('银行流水号').fill('202611230009999');
  await dialog(page).getByLabel('说明').fill('银行回单已到');
  await saveForm(page);
  await dialog(page).getByText('202611230009999 · 银行回单已到').waitFor();
  await button(dialog(page), '复核确认').click();
  await button(dialog(page), '复核确认').click();
  await page.getByText('提交人与复核人不能是同一人').last().waitFor();
});

test('另一人从首页进来，输入动态码复核：已到账，首页不再有它；证明成立', async () => {
  const { page, read, close } = await signIn(browser, server, 'lu.mingchan', password);
  await page.getByRole('row').filter({ hasText: '提现结果待核实' }).click();
  await row(page, businessId).click();
  await button(page, '人工核实').click();
  await button(dialog(page), '复核确认').click();
  await button(dialog(page), '复核确认').click();
  const question = page.getByRole('dialog').filter({ hasText: '恢复码' });
  await question.getByLabel('动态码').fill(recoveryCode);
  await button(question, '验证').click();
  await closed(question);
  await reloadUntil(page, page.locator('.heyi-page-head').getByText('已到账'));
  await page.getByText('202611230009999').waitFor();
  const waiting = await read(`/v1/tenants/${live}/withdrawals?waitsFor=outcome`);
  assert.deepEqual(waiting.rows, []);

  await page.goto(withdrawals('proof'));
  await button(page, '开始证明').click();
  await page.getByText('全部成立').waitFor({ timeout: 60_000 });
  await page.getByText(/其中沙箱 \d+ 笔/).waitFor();
  await close();
});
