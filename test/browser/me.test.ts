import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { pdfText } from '@heyi/platform/testing';
import type { Page } from 'playwright-core';
import { openBrowser, phone, takePicture, type TestBrowser } from './browser.ts';
import { downloadBy } from './console-steps.ts';
import { faultsOf } from './demo-server.ts';
import { type MeWorld, openMeWorld } from './me-world.ts';

let browser: TestBrowser;
let world: MeWorld;
before(async () => {
  world = await openMeWorld();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await world?.close();
});

const onPhone = { ...phone, acceptDownloads: true };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Nothing on the page is wider than the phone. */
async function assertFits(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${page.url()} is ${width} wide`);
}

/** The pages never speak of a purse: what is shown is what the platform owes. */
async function assertNoPurse(page: Page): Promise<void> {
  assert.doesNotMatch(await page.locator('body').innerText(), /钱包|充值|零钱|wallet/i);
}

test('从业人员在手机上：看余额、试算、连点两下提现、看到到账、打开依据、下载明细单', async () => {
  const opened = await browser.openPage(onPhone);
  const { page } = opened;
  const link = await world.askLink();
  await page.goto(link.url);
  await page.getByText('8,900.00').first().waitFor();
  assert.ok(!page.url().includes('#'), '秘密不留在网址里');
  assert.ok(!(await page.evaluate(() => document.cookie)).includes('heyi'), '脚本读不到会话');
  await assertFits(page);
  await assertNoPurse(page);
  await takePicture(page, 'me/balance');

  await button(page, '提现').click();
  await page.getByLabel('提现金额').fill('9500');
  await page.getByText('可提现余额不足').waitFor();
  await page.getByText('请填写不超过可提余额的金额').waitFor();
  await page.getByLabel('提现金额').fill('8000');
  await page.getByText('实得').waitFor();
  await page.getByText('税是怎么算的').click();
  await assertFits(page);
  await takePicture(page, 'me/withdraw');
  const trial = await page.locator('.row-strong dd').innerText();
  await button(page, '下一步').click();
  await takePicture(page, 'me/confirm');
  await button(page, '确认提现').dblclick();

  await page.waitForURL(/\/me\/records\/wdr_/);
  await page.locator('.outcome .tag', { hasText: '已到账' }).waitFor({ timeout: 30_000 });
  assert.equal(await page.locator('.row-strong dd').innerText(), trial, '实得与试算一样');
  await page
    .getByText(/应纳税所得额/)
    .first()
    .waitFor();
  await page.locator('.reason summary').last().click();
  await assertFits(page);
  await takePicture(page, 'me/record');
  const made = await world.withdrawals();
  assert.deepEqual(
    made.map(({ gross }) => gross),
    [800_000],
    '连点两下只提一次',
  );
  assert.ok(made[0]!.appId);

  await page.goBack();
  await page.goBack().catch(() => null);
  await page.goto(new URL('/me/records', link.url).href);
  await page.locator('.chart canvas').waitFor();
  await assertFits(page);
  await takePicture(page, 'me/records');
  await page.getByRole('link', { name: '明细单' }).click();
  const row = page.getByRole('link', { name: /下载 .* 的扣缴明细单/ }).first();
  await row.waitFor();
  await takePicture(page, 'me/statements');
  const file = await downloadBy(page, () => row.click());
  const text = pdfText(await readFile(await file.path()));
  assert.ok(text.includes('欧阳䶮') && text.includes('不是完税证明'));
  await page.getByRole('link', { name: '账户' }).click();
  await page.getByText('账户不对？').waitFor();
  await assertNoPurse(page);
  await takePicture(page, 'me/account');
  assert.deepEqual(faultsOf(opened), []);
  await opened.close();
});

test('答复在路上丢了：页面锁住表单，再试一次，只提一笔', async () => {
  const opened = await browser.openPage(onPhone);
  const { page } = opened;
  const before = (await world.withdrawals()).length;
  await page.goto((await world.askLink()).url);
  await button(page, '提现').click();
  await page.getByLabel('提现金额').fill('300');
  await button(page, '下一步').click();
  let lost = 0;
  await page.route('**/v1/me/withdrawals', async (route) => {
    if ((lost += 1) > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await button(page, '确认提现').click();
  await page.getByText('还没收到答复').waitFor();
  assert.equal(await button(page, '关闭').count(), 0, '没有答复以前不能改');
  await takePicture(page, 'me/no-answer');
  await button(page, '再试一次').click();
  await page.waitForURL(/\/me\/records\/wdr_/);
  assert.equal((await world.withdrawals()).length, before + 1);
  await opened.close();
});

test('确认时余额已不够：拒绝，说清楚；改小金额再确认，是另一笔，能提', async () => {
  const [opened, other] = [await browser.openPage(onPhone), await browser.openPage(onPhone)];
  const before = (await world.withdrawals()).length;
  const fill = async ({ page }: { page: Page }, amount: string) => {
    await page.getByLabel('提现金额').fill(amount);
    await button(page, '下一步').click();
    await button(page, '确认提现').waitFor();
  };
  for (const one of [opened, other]) {
    await one.page.goto((await world.askLink()).url);
    await button(one.page, '提现').click();
  }
  await fill(opened, '500');
  await fill(other, '300');
  await button(other.page, '确认提现').click();
  await other.page.waitForURL(/\/me\/records\/wdr_/);
  const { page } = opened;
  await button(page, '确认提现').click();
  await page.getByText('可提现余额不足').waitFor();
  await page.getByText('最多可提 300.00 元').waitFor();
  await takePicture(page, 'me/refused');
  await button(page, '关闭').click();
  await fill(opened, '200');
  await button(page, '确认提现').click();
  await page.waitForURL(/\/me\/records\/wdr_/);
  const made = (await world.withdrawals()).map(({ gross }) => gross);
  assert.equal(made.length, before + 2);
  assert.ok(made.includes(20_000) && !made.includes(50_000));
  await opened.close();
  await other.close();
});

test('英文：按手机语言，也可切换', async () => {
  const opened = await browser.openPage({ ...onPhone, locale: 'en-GB' });
  const { page } = opened;
  await page.goto((await world.askLink()).url);
  await page.getByText('Withdrawable balance').first().waitFor();
  await assertNoPurse(page);
  await takePicture(page, 'me/balance-en');
  await button(page, 'Switch to Chinese').click();
  await page.getByText('可提现余额').first().waitFor();
  await page.reload();
  await page.getByText('可提现余额').first().waitFor();
  assert.deepEqual(faultsOf(opened), []);
  await opened.close();
});

test('同一条链接在另一台手机上打开：拒绝，说清楚怎么办；第一台照常', async () => {
  const [own, other] = [await browser.openPage(onPhone), await browser.openPage(onPhone)];
  const { url } = await world.askLink();
  await own.page.goto(url);
  await own.page.getByText('可提现余额').first().waitFor();
  await other.page.goto(url);
  await other.page.getByText('链接已在另一台手机上打开').waitFor();
  await takePicture(other.page, 'me/other-phone');
  await own.page.reload();
  await own.page.getByText('可提现余额').first().waitFor();
  await other.page.goto(new URL('/me/withdraw', url).href);
  await other.page.getByText('页面已关闭').waitFor();
  assert.deepEqual([...faultsOf(own), ...faultsOf(other)], []);
  await own.close();
  await other.close();
});

test('过期的链接：拒绝，请回到平台重新打开', async () => {
  const opened = await browser.openPage(onPhone);
  const link = await world.askLink();
  await world.expire(link);
  await opened.page.goto(link.url);
  await opened.page.getByText('链接已过期').waitFor();
  await takePicture(opened.page, 'me/expired');
  await opened.close();
});

test('关闭页面：借出手机前关掉，再回来也看不到', async () => {
  const opened = await browser.openPage(onPhone);
  const { page } = opened;
  const { url } = await world.askLink();
  await page.goto(url);
  await page.getByRole('link', { name: '账户' }).click();
  await button(page, '关闭页面').click();
  await page.getByRole('heading', { name: '页面已关闭' }).waitFor();
  await page.goto(new URL('/me/', url).href);
  await page.getByRole('heading', { name: '页面已关闭' }).waitFor();
  await opened.close();
});

test('宽屏上也端正', async () => {
  const opened = await browser.openPage();
  const { page } = opened;
  await page.goto((await world.askLink()).url);
  await page.getByText('最近提现').waitFor();
  await takePicture(page, 'me/balance-wide');
  assert.deepEqual(faultsOf(opened), []);
  await opened.close();
});
