import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, choose, saveForm, type SignedIn, signIn } from './admin-steps.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { button, dialog, giveReason, row } from './console-steps.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

/** 对账 as finance does it; what is stored afterwards is read from the API. */

let browser: TestBrowser;
let server: DemoServer;
let who: SignedIn;
/** A client with an account of its own, at a bank without a link. */
let path: string;
let account: Answer;
before(async () => {
  server = await startDemoServer();
  browser = await openBrowser();
  who = await signIn(browser, server, 'nie.qinghe');
  const { rows } = await who.read('/v1/clients?limit=100');
  const { id } = rows.find(({ shortName }: Answer) => shortName === '沅川置业');
  path = `/clients/${id}/reconciliation`;
  const { accounts } = await who.read(`/v1/tenants/${id}/reconciliation`);
  [account] = accounts;
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const tenantOf = () => path.split('/')[2]!;

/** The bank's own file of today: a fee of 15 yuan that our books know nothing of. */
function fileOfToday() {
  // Everything that came in was paid out.
  assert.equal(account['statementBalance'], '0.00');
  const closing = '-15.00';
  const rows = [
    '日期,2026-11-23',
    '期初余额,0.00',
    `期末余额,${closing}`,
    '笔数,1',
    '交易日期,银行流水号,业务参考号,对方户名,对方账号,收入金额,支出金额,余额,摘要',
    `2026-11-23,F202611230001,,渝汇农商银行,,,15.00,${closing},账户管理费`,
  ];
  const buffer = Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`);
  return { name: '对账单 2026-11-23.csv', mimeType: 'text/csv', buffer };
}

test('演示的已关账月份：账面与银行相符，每行写着勾对的依据', async () => {
  const { page } = who;
  assert.equal(account['standing'], 'agrees');
  assert.equal(account['difference'], '0.00');
  await page.goto(`${server.url}${path}`);
  await row(page, account['accountMasked']).getByText('相符').waitFor();
  await page.getByRole('tab', { name: '银行明细' }).click();
  await page.getByRole('table', { name: '银行明细' }).waitFor();
  await row(page, '代发工资').first().click();
  await dialog(page).getByText('勾对详情').waitFor();
  await dialog(page)
    .getByText(/银行明细写着这笔付款指令的参考号|金额等于这一批次当天的合计/)
    .waitFor();
  await button(dialog(page), '关闭').first().click();
});

test('上传对账单：多出的手续费成为差异，有人接手、写明结果', async () => {
  const { page } = who;
  await page.goto(`${server.url}${path}`);
  await row(page, account['accountMasked']).waitFor();
  await button(page, '上传对账单').first().click();
  await dialog(page).locator('input[type=file]').setInputFiles(fileOfToday());
  await saveForm(page, '上传');
  const difference = row(page, '银行有、账上无');
  await difference.waitFor();
  await row(page, account['accountMasked']).first().getByText('有差异').waitFor();
  await button(difference, '我来处理').click();
  await difference.getByText('处理中').waitFor();
  await button(difference, '写处理结果').click();
  await dialog(page).getByLabel('查明了什么、做了什么').fill('账户管理费，由客户承担，月底入账');
  await choose(dialog(page), '结果', '确认差异成立');
  await saveForm(page, '写处理结果');
  await page.getByText('没有未处理的差异').waitFor();
  const { rows } = await who.read(`/v1/tenants/${tenantOf()}/discrepancies`);
  assert.deepEqual(
    rows.map(({ kind, difference: by, resolution, line }: Answer) => [
      kind,
      by,
      resolution,
      line.remark,
    ]),
    [['bankOnly', '-15.00', 'accepted', '账户管理费']],
  );
});

test('撤销一条勾对，再手工勾回来', async () => {
  const { page } = who;
  await page.goto(`${server.url}${path}?tab=lines`);
  await row(page, '代发工资').first().click();
  const match = dialog(page);
  await match.getByText('勾对详情').waitFor();
  await button(match, '撤销勾对').click();
  await giveReason(page, '核对后确认无误，先撤再勾');
  await match.waitFor({ state: 'hidden' });
  await row(page, '代发工资').first().getByText('未勾对').waitFor();
  await row(page, '代发工资').first().click();
  const byHand = dialog(page);
  await byHand.getByText('未勾对的账面记录').waitFor();
  const entries = byHand.locator('.heyi-match-sides section').nth(1).getByRole('checkbox');
  await entries.first().waitFor();
  for (const entry of await entries.all()) await entry.check();
  await byHand.getByLabel('说明').fill('与网银回单核对');
  await button(byHand, '勾对').click();
  await byHand.waitFor({ state: 'hidden' });
  await row(page, '代发工资').first().getByText('手工勾对').waitFor();
  assert.deepEqual(who.complaints, []);
});
