import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type SmallDemoFile, smallDemoFiles, smallDemoPeople } from '@heyi/server/testing';
import type { Locator, Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from './browser.ts';
import {
  amountsOf,
  button,
  choose,
  closed,
  closeDialog,
  commitImport,
  dialog,
  downloadBy,
  dryRun,
  factIs,
  fenOf,
  giveReason,
  goTo,
  openForm,
  openStep,
  reloadUntil,
  row,
  rowsOf,
  runIs,
  totalOf,
  tryImport,
} from './console-steps.ts';
import {
  type DemoServer,
  faultsOf,
  fillSignIn,
  signIn,
  startDemoServer,
  type Visitor,
} from './demo-server.ts';

/*
 * The month-end as a newcomer plays it: 澄栗便利, November, from the roster to the close, at the
 * server, the database, the bank and the tax client of the small demo. Each test is a chapter and
 * goes on where the one before ended.
 */

const people = smallDemoPeople();
const entities = ['北京', '上海', '广东', '江浙'].map(
  (place) => `澄栗便利连锁（${place}）有限公司`,
);
const [beijing] = entities;

let browser: TestBrowser;
let demo: DemoServer;
let files: SmallDemoFile[];
let paths: ReadonlyMap<string, string>;
let specialist: Visitor;
let finance: Visitor;
let runUrl = '';
let clientUrl = '';
/** What the run came to when it was approved, in fen. */
const approved = { net: 0, tax: 0 };

before(async () => {
  [browser, demo, files] = await Promise.all([
    openBrowser(),
    startDemoServer(),
    smallDemoFiles('retail'),
  ]);
  paths = demo.keepFiles(files);
});
after(async () => {
  await browser?.close();
  await demo?.close();
});

const fileOf = (kind: SmallDemoFile['kind']) => files.filter((file) => file.kind === kind);

test('薪资专员登录，工作台上等着澄栗便利十一月的批次；打开客户', async () => {
  specialist = await signIn(browser, demo, 'xie.zhixia');
  const { page } = specialist;
  await row(page, '澄栗便利').waitFor();
  await goTo(page, '客户');
  await row(page, '澄栗便利').click();
  await page.getByRole('heading', { name: '澄栗便利' }).waitFor();
  clientUrl = page.url().split('?')[0]!;
});

test('导入花名册：试导入指出错行，错误明细写明怎么改，其余照常导入', async () => {
  const { page } = specialist;
  const [roster] = fileOf('roster');
  await goTo(page, '人员');
  await button(page, '导入花名册').click();
  const counts = await tryImport(page, paths.get(roster!.name)!);
  assert.deepEqual([counts.invalid, counts.duplicate], [roster!.invalid, roster!.duplicate]);
  assert.equal(counts.created, 8, 'eight join in November');
  const errors = await downloadBy(page, () => button(dialog(page), '下载错误明细').click());
  const wrong = (await rowsOf(errors)).filter((cells) => cells.some((cell) => /校验码/.test(cell)));
  assert.equal(wrong.length, 2, 'two documents are wrong, and the file says so');
  await commitImport(page);
  await closeDialog(page);
});

test('导入本月文件：薪资变动、考勤、一次性项目、四份专项附加扣除，逐项审核', async () => {
  const { page } = specialist;
  await goTo(page, '发薪批次');
  await row(page, '2026年11月工资').click();
  await runIs(page, '数据收集');
  runUrl = page.url().split('?')[0]!;
  const sources = [
    ['payChanges', '薪资变动表'],
    ['attendance', '考勤汇总表'],
    ['oneOffItems', '一次性项目'],
    ['specialDeductions', '专项附加扣除'],
  ] as const;
  for (const [kind, name] of sources) {
    await button(row(page, name), '导入').click();
    const [first, ...more] = fileOf(kind);
    const all = [first!, ...more].map((file) => paths.get(file.name)!);
    const { invalid } = await tryImport(page, ...all);
    assert.equal(invalid, first!.invalid, name);
    await commitImport(page);
    for (const _ of more) {
      await dialog(page)
        .getByRole('button', { name: /^下一个/ })
        .click();
      assert.equal((await dryRun(page)).invalid, 0, name);
      await commitImport(page);
    }
    await closeDialog(page);
    await row(page, name).getByText('谢知夏').waitFor();
    await button(row(page, name), '审核通过').click();
    await row(page, name).getByText('已审核').waitFor();
  }
});

test('计算十一月：一人用工形式写错成阻断；跟着链接改为全职，再算一次', async () => {
  const { page } = specialist;
  await button(page, '开始计算').click();
  await runIs(page, '已计算');
  await page.getByRole('link', { name: '阻断 1' }).click();
  const blocker = row(page, people.wrongForm.name);
  await blocker.getByText('用工形式与合作模式不符').first().waitFor();
  await button(page, '提交审核').click();
  await page.getByRole('alert').getByText('还有必须处理的问题').waitFor();
  await blocker.getByRole('link', { name: '去改用工关系' }).click();
  const form = await openForm(page, '办理异动');
  assert.equal(await form.getByLabel('生效日期').inputValue(), people.wrongForm.startsOn);
  await choose(page, form.getByLabel('用工形式'), '全职');
  await button(form, '办理异动').click();
  await closed(form);
  await page.getByText('签约、发薪报税、参保主体一致').waitFor();
  await page.getByRole('link', { name: '回到发薪批次' }).click();
  await page.getByText('计算结果已作废').waitFor();
  await button(page, '重新计算').click();
  await runIs(page, '已计算');
  assert.equal(await page.getByRole('link', { name: /^阻断/ }).count(), 0);
});

test('样例人员龚䶮：个人社保公积金 4,503.00，个税 749.70，实发 14,747.30', async () => {
  const { page } = specialist;
  await openStep(page, '名单');
  const amounts = await amountsOf(row(page, people.nameOf('standard')));
  assert.deepEqual(amounts, [2_000_000, 450_300, 74_970, 1_474_730]);
});

test('提醒逐类写明原因；与十月比较，每一处变化都有来由；提交审核', async () => {
  const { page } = specialist;
  await openStep(page, '检查');
  const findings = page.getByRole('region', { name: '检查' });
  const waiting = page.locator('.heyi-to-do').getByText(/^提醒待确认/);
  const acknowledge = async (words: Locator) => {
    const before = await waiting.innerText();
    await words.first().click();
    await giveReason(page, '已与客户逐一核对');
    await page.getByText(before, { exact: true }).waitFor({ state: 'detached' });
  };
  await waiting.waitFor();
  while ((await waiting.count()) > 0) await acknowledge(button(findings, '确认'));
  await openStep(page, '差异');
  await page.getByText('每一处变化都有来由').waitFor();
  const [october, november, change] = await amountsOf(
    page.getByRole('region', { name: '差异' }).getByRole('row', { name: /^实发 / }),
  );
  assert.equal(october! + change!, november);
  assert.equal(november, await totalOf(page, '实发'));
  const other = await signIn(browser, demo, 'xie.zhixia');
  await other.page.goto(runUrl);
  await button(other.page, '提交审核').waitFor();
  await button(page, '提交审核').click();
  await runIs(page, '审核中');
  // The other browser still shows the run as it was: its click is refused in words, and it looks again.
  await button(other.page, '提交审核').click();
  await other.page.getByRole('alert').getByText('批次已提交审批').waitFor();
  await runIs(other.page, '审核中');
  await other.page.context().close();
});

test('客户登录，按结果指纹审批；专员锁定', async () => {
  const client = await signIn(browser, demo, 'zhu.nanqiao');
  await client.page.getByText('发薪待审批').click();
  await runIs(client.page, '审核中');
  const hash = await client.page.locator('code').innerText();
  assert.match(hash, /^[0-9a-f]{64}$/);
  await button(client.page, '审批通过').click();
  await runIs(client.page, '已审批');
  const { page } = specialist;
  await page.reload();
  assert.equal(await page.locator('code').innerText(), hash, 'what was approved is what is locked');
  approved.net = await totalOf(page, '实发');
  approved.tax = await totalOf(page, '个税');
  await button(page, '锁定').click();
  await runIs(page, '已锁定');
  assert.deepEqual(faultsOf(client), []);
  await client.page.context().close();
});

test('财务读取银行流水，把客户的款核销，用款', async () => {
  finance = await signIn(browser, demo, 'nie.qinghe');
  const { page } = finance;
  await page.goto(runUrl);
  await page.getByRole('link', { name: '去登记到款' }).click();
  const form = await openForm(page, '读取银行流水');
  await button(form, '读取银行流水').click();
  await closed(form);
  const own = page.locator('.heyi-section').filter({ hasText: '登记到款' });
  for (const entity of entities) {
    const arrived = own.getByRole('row').filter({ hasText: entity }).filter({ hasText: '待核销' });
    await button(arrived, '核销给当前客户').click();
    await button(dialog(page), '核销给当前客户').click();
    await arrived.waitFor({ state: 'detached' });
  }
  await page.goto(runUrl);
  await button(page, '用款').click();
  await runIs(page, '已到款');
});

test('一次点击向四个主体发放，双击也只付一次，直到最后一人', async () => {
  const { page } = finance;
  await button(page, '发放').click();
  const question = dialog(page);
  const pay = question.getByRole('button', { name: /^发放 \d+ 人$/ });
  await pay.waitFor();
  const leaves = fenOf(await question.getByRole('row', { name: /^合计/ }).innerText());
  await pay.dblclick();
  await closed(question);
  await runIs(page, '部分发放');
  await page.getByText('收款户名与账号不符').waitFor();
  await page.getByText('收款账户已销户').waitFor();
  const unpaid = await Promise.all(
    [people.nameOf('nameMismatch'), people.nameOf('accountClosed')].map(async (name) =>
      (await amountsOf(row(page, name))).at(-1)!,
    ),
  );
  // Everybody else is paid, and once.
  await factIs(page, '已发金额', leaves - unpaid[0]! - unpaid[1]!);
  assert.deepEqual(faultsOf(finance), []);
});

test('户名不符的更正后重付；销户的换账户，缓发的补账户，再发', async () => {
  await correctAndRetry(finance.page, people.nameOf('nameMismatch'), '6299000000009900012');
  await changeAccount(specialist.page, people.nameOf('accountClosed'), '6299000000009900020');
  const held = people.nameOf('noAccount');
  await changeAccount(specialist.page, held, '6299000000009900038');
  await specialist.page.goto(`${runUrl}?step=pay`);
  await row(specialist.page, held).click();
  await button(dialog(specialist.page), '解除缓发').click();
  await giveReason(specialist.page, '已补登收款账户');
  const { page } = finance;
  await page.goto(`${runUrl}?step=pay`);
  await button(page, '重发失败').click();
  await row(page, people.nameOf('accountClosed')).waitFor({ state: 'detached' });
  await button(page, '发放缓发').click();
  await runIs(page, '已发放');
  await assertSums(page);
});

test('晚到的退汇：应付重新挂起，更正账户后再付一次', async () => {
  const { page } = finance;
  const name = people.nameOf('graduate');
  await page.goto(`${clientUrl}/payments`);
  await page.getByLabel('收款人、账号末位或指令编号').fill(name);
  await page.keyboard.press('Enter');
  await row(page, name).click();
  await dialog(page).getByText('经过').waitFor();
  const reference = /pay_\w+/.exec(await dialog(page).innerText())![0];
  await demo.bank.returnTransfer(reference);
  await page.goto(`${runUrl}?step=pay`);
  await reloadUntil(page, row(page, name).getByText('退汇').first());
  await factIs(page, '已发金额', approved.net - (await amountsOf(row(page, name))).at(-1)!);
  await correctAndRetry(page, name, '6299000000009900046');
  await page.goto(`${runUrl}?step=pay`);
  await runIs(page, '已发放');
  await assertSums(page);
});

test('打开工资条，问“为什么是这个数”，下载 PDF', async () => {
  const { page } = specialist;
  await page.goto(`${runUrl}?step=people`);
  await row(page, people.nameOf('standard')).getByRole('link', { name: '打开' }).click();
  await page.getByRole('button', { name: /^个人所得税 749.70/ }).click();
  const why = dialog(page);
  await why
    .getByText(/个人所得税法第十一条/)
    .first()
    .waitFor();
  await why.getByText(/82467\.00元×0\.10/).waitFor();
  await closeDialog(page);
  const pdf = await downloadBy(page, () => button(page, '下载 PDF').click());
  assert.match(pdf.suggestedFilename(), /^工资条_2026-11_CL9001_.*\.pdf$/);
});

test('报送新人，导出申报表，与扣缴端逐分核对，登记申报、缴款、取证', async () => {
  const { page } = specialist;
  const { page: taxClient } = await browser.openPage({ acceptDownloads: true });
  await taxClient.goto(demo.taxClientUrl);
  await taxClient.getByLabel('扣缴义务人').selectOption({ label: beijing! });
  await page.goto(`${clientUrl}/tax?tab=taxpayers`);
  await choose(page, page.getByRole('combobox', { name: '扣缴义务人' }), beijing!);
  await button(page, '采集人员').click();
  await row(page, '待报送').waitFor();
  const people = await downloadBy(page, () => button(page, '生成采集表').click());
  await button(dialog(page), '知道了').click();
  await taxClient.getByLabel('人员信息采集表').setInputFiles(await people.path());
  const feedback = await downloadBy(taxClient, () => button(taxClient, '报送并获取反馈').click());
  await button(page, '导入反馈').click();
  await tryImport(page, await pathOf(feedback));
  await commitImport(page);
  await closeDialog(page);
  await page.getByRole('tab', { name: '扣缴申报' }).click();
  await button(row(page, beijing!), '生成申报').click();
  const sheet = await downloadBy(page, () => button(page, '下载').click());
  assert.ok((await rowsOf(sheet)).some((cells) => cells.includes('龚䶮')));
  await taxClient.getByLabel('收入表').setInputFiles(await pathOf(sheet));
  const result = await downloadBy(taxClient, () => button(taxClient, '算税').click());
  const golden = (await rowsOf(result)).find((cells) => cells.includes('龚䶮'));
  assert.equal(golden?.at(-1), '749.70', 'the bureau computes the same on a book of its own');
  await button(page, '导入算税结果').click();
  await tryImport(page, await pathOf(result));
  await commitImport(page);
  await closeDialog(page);
  assert.equal(await totalOf(page, '与扣缴端差额'), 0);
  await declareAndPay(page, taxClient);
});

test('下载交付客户的四张表，合计与批次一致；发布工资条；关账', async () => {
  const { page } = specialist;
  await page.goto(`${runUrl}?step=payslip`);
  await button(page, '立即发布').click();
  await button(dialog(page), '立即发布').click();
  await row(page, '已发布').waitFor();
  await openStep(page, '关账');
  for (const name of ['工资明细表', '工资汇总表', '发放结果表', '个税明细表']) {
    const table = await rowsOf(await downloadBy(page, () => button(page, name).click()));
    const amount = name === '个税明细表' ? approved.tax : approved.net;
    const last = table.findLast((cells) => cells.some((cell) => cell.startsWith('合计')));
    const amounts = (last ?? []).filter((cell) => /^-?[\d,]+(\.\d+)?$/.test(cell));
    const fen = amounts.map((cell) => Math.round(Number(cell.replaceAll(',', '')) * 100));
    assert.ok(fen.includes(amount), `${name}: ${amount} in ${fen.join(' ')}`);
  }
  await button(page.locator('.heyi-page-head'), '关账').click();
  await runIs(page, '已关账');
  assert.deepEqual([...faultsOf(specialist), ...faultsOf(finance)], []);
});

test('填到一半登录失效：重新登录后填的还在，只登记一次；刷新后回到原来的页面', async () => {
  const { page } = finance;
  await page.goto(`${clientUrl}/funds`);
  const form = await openForm(page, '登记到款');
  await choose(page, form.getByLabel('收款账户'), beijing!);
  await form.getByLabel('金额').fill('100');
  await form.getByLabel('付款方').fill(beijing!);
  await form.getByLabel('银行流水号').fill('JOURNEY-1');
  await endSession(page);
  await button(form, '登记到款').click();
  await page.getByText('登录已失效').first().waitFor();
  await fillSignIn(page, demo, 'nie.qinghe');
  await closed(form);
  const booked = page.getByRole('row').filter({ hasText: 'JOURNEY-1' });
  await booked.waitFor();
  assert.equal(await booked.count(), 1);
  await endSession(page);
  await page.reload();
  await fillSignIn(page, demo, 'nie.qinghe');
  await booked.waitFor();
  assert.equal(page.url(), `${clientUrl}/funds`);
});

/** The server forgets the session; the page does not know yet. */
async function endSession(page: Page): Promise<void> {
  const status = await page.evaluate(async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    return (await fetch('/v1/session', { method: 'DELETE', headers })).status;
  });
  assert.equal(status, 200);
}

/** 工资条合计 = 付款指令合计 = 账簿合计, the bank's own book says the same and balances. */
async function assertSums(page: Page): Promise<void> {
  await page.goto(`${runUrl}?step=pay`);
  await page.getByText('三方核对').waitFor();
  for (const label of ['已发金额', '工资条合计', '付款指令合计', '账簿合计']) {
    await factIs(page, label, approved.net);
  }
  const book = await demo.bank.checkBook();
  assert.deepEqual([Number(book.sum), book.unbalanced_journals, book.accounts_off], [0, 0, 0]);
}

/** Pays a failed or returned order again, to another account. */
async function correctAndRetry(page: Page, name: string, account: string): Promise<void> {
  await page.goto(`${clientUrl}/payments`);
  await page.getByLabel('收款人、账号末位或指令编号').fill(name);
  await page.keyboard.press('Enter');
  await page
    .getByRole('row')
    .filter({ hasText: name })
    .filter({ hasText: /失败|已退汇/ })
    .click();
  await button(dialog(page), '重新付款').click();
  const form = dialog(page);
  await form.getByRole('switch').click();
  await form.getByLabel('账号').fill(account);
  await button(form, '重新付款').click();
  await closed(form.filter({ hasText: '更正收款信息' }));
  await dialog(page).getByText('已到账').first().waitFor();
}

/** From the list of the unpaid to the person's account, and a new one. */
async function changeAccount(page: Page, name: string, account: string): Promise<void> {
  await page.goto(`${runUrl}?step=pay`);
  await row(page, name).click();
  await dialog(page).getByRole('link', { name: '去改账户' }).click();
  const form = await openForm(page, '变更收款账户');
  await form.getByLabel('开户行').fill('岚港银行');
  await form.getByLabel('账号').fill(account);
  await button(form, '保存').click();
  await closed(form);
}

async function pathOf(download: {
  path(): Promise<string>;
  saveAs(path: string): Promise<void>;
  suggestedFilename(): string;
}): Promise<string> {
  const path = `${await download.path()}.xlsx`;
  await download.saveAs(path);
  return path;
}

/** 报送 → 回执 → 缴款 → 凭证 → 完税证明, here what the tax client says. */
async function declareAndPay(page: Page, taxClient: Page): Promise<void> {
  await button(page, '登记已报送').click();
  await button(dialog(page), '登记已报送').click();
  await button(taxClient, '发送申报').click();
  const declared = taxClient.locator('#declared').filter({ hasText: '回执号' });
  const receipt = /回执号 (\w+)/.exec(await declared.innerText())![1]!;
  const result = await openForm(page, '登记申报结果');
  await result.getByLabel('申报回执号').fill(receipt);
  await button(result, '保存').click();
  await closed(result);
  await button(taxClient, '立即缴款').click();
  const paid = taxClient.locator('#paid').filter({ hasText: '凭证号' });
  const voucher = /凭证号 (\w+)/.exec(await paid.innerText())![1]!;
  const certificate = await downloadBy(taxClient, () => button(taxClient, '下载完税证明').click());
  const payment = await openForm(page, '登记缴款');
  await payment.getByLabel('凭证号码').fill(voucher);
  await button(payment, '保存').click();
  await closed(payment);
  await button(page, '上传完税证明').click();
  const evidence = dialog(page);
  const path = `${await certificate.path()}.pdf`;
  await certificate.saveAs(path);
  await evidence.locator('input[type=file]').setInputFiles(path);
  await button(evidence, '上传').last().click();
  await runIs(page, '已取证');
}
