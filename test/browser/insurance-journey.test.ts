import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Role } from '@heyi/access';
import { linkTimeStampAuthority } from '@heyi/evidence';
import { formatId, yuan } from '@heyi/kernel';
import { linkGovernmentPortals } from '@heyi/orders';
import { deliverEvents, startWorker } from '@heyi/platform';
import {
  type SandboxInsurancePortal,
  type SandboxTimeStamp,
  startSandboxInsurancePortal,
  startSandboxTimeStamp,
} from '@heyi/sandbox';
import { openSandboxPortal } from '@heyi/sandbox-portal';
import { jobs, listeners, repeat } from '@heyi/server';
import { openTimeStampAuthority } from '@heyi/time-stamp';
import type { Locator, Page } from 'playwright-core';
import { seedAccount } from '../world/seed-client.ts';
import type { Answer, Stage } from '../world/stage.ts';
import { noSidewaysScroll, phone, takePicture, type TestPage } from './browser.ts';
import { type ClientSite, openSiteOf } from './client-site.ts';
import {
  button,
  choose,
  closed,
  closeDialog,
  commitImport,
  dialog,
  downloadBy,
  reloadUntil,
  row,
  tryImport,
} from './console-steps.ts';
import { faultsOf } from './demo-server.ts';
import {
  agency,
  castClient,
  type CastClient,
  charged,
  chargedOtherwise,
  filesIn,
  people,
  stranger,
} from './insurance-cast.ts';
import { lockMonth, openMonth, receive, until } from './insurance-month.ts';

/*
 * Social insurance to the official result, as specialist, client and employee live through November:
 * from the roster to an archive that verifies itself, at a real server with its worker, the stand-in
 * agency and the stand-in time-stamp authority. Each test is a chapter and goes on where the one before
 * ended.
 */

let site: ClientSite<CastClient>;
let stage: Stage;
let client: CastClient;
let portal: SandboxInsurancePortal;
let authority: SandboxTimeStamp;
let stopWork: () => Promise<unknown>;
let specialist: TestPage;
let hr: TestPage;
let finance: TestPage;
let folder: string;
let files: ReturnType<typeof filesIn>;
let runId = '';
let billUrl = '';
/** Everybody's employment, by name. */
let employments: ReadonlyMap<string, string>;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-insurance-'));
  files = filesIn(folder);
  [portal, authority, site] = await Promise.all([
    startSandboxInsurancePortal(),
    startSandboxTimeStamp(),
    openSiteOf('insurance_specialist', castClient),
  ]);
  ({ stage, client } = site);
  const { host, database } = site.world;
  linkGovernmentPortals(host, [openSandboxPortal({ url: portal.url })]);
  const { url, caPem } = authority;
  const named = { name: '仿真时间戳服务', url, trusted: caPem };
  linkTimeStampAuthority(host, openTimeStampAuthority(named));
  const { jobsUrl } = database.urls;
  const worker = await startWorker({ host, jobsUrl, jobs, concurrency: 2 });
  const news = repeat('events', 100, () => deliverEvents(host, listeners));
  stopWork = () => Promise.all([worker.stop(), news.stop()]);
  specialist = await site.signIn(site.loginName);
  hr = await site.signIn(await site.account('client_hr', client.id));
});
after(async () => {
  await stopWork?.();
  await site?.close();
  await Promise.all([portal?.stop(), authority?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const inClient = () => ({ tenantId: client.wireId });
const houseWire = () => formatId('ten', site.world.host.houseId);
const monthAt = (unit: string) =>
  `${site.url}/clients/${houseWire()}/registrations/${unit}/months/2026-11`;
const names = Object.values(people).map(({ name }) => name);

type Line = { id: string; personName: string; registrationKind: string; state: string };

async function linesOf(name?: string): Promise<Line[]> {
  const asked = { ...inClient(), clientId: client.wireId, ...(name && { search: name }) };
  return (await stage.act('listOrderLines', asked))['rows'];
}

async function lineOf(name: string, kind = 'socialInsurance'): Promise<Line> {
  const line = (await linesOf(name)).find((one) => one.registrationKind === kind);
  assert.ok(line, `${name} ${kind}`);
  return line;
}

/** Somebody of the provider who works for the client. */
async function assigned(role: Role): Promise<string> {
  const { id, loginName } = await seedAccount(stage, site.world.host.houseId, role);
  const accountId = formatId('acc', id);
  await stage.act('assignClient', { accountId, clientId: client.wireId });
  return loginName;
}

/** Opens the line's page and waits until it says where it stands. */
async function openLine({ page }: TestPage, line: Line, state: string): Promise<Locator> {
  await page.goto(site.at(`/order-lines/${line.id}`));
  const head = page.locator('.heyi-page-head');
  await head.getByText(state, { exact: true }).waitFor();
  return head;
}

const standsAt = ({ page }: TestPage, state: string) =>
  page.locator('.heyi-page-head').getByText(state, { exact: true }).waitFor();

async function openQueue({ page }: TestPage, state = 'open'): Promise<void> {
  await page.goto(site.at(`/orders?tab=queue&state=${state}`));
  await page.locator('tbody tr.ant-table-row').first().waitFor();
}

/** Ticks the rows that have one of the words. */
async function tick(page: Page, words: RegExp): Promise<number> {
  const rows = page.locator('tbody tr.ant-table-row').filter({ hasText: words });
  const count = await rows.count();
  for (let at = 0; at < count; at += 1) await rows.nth(at).locator('.ant-checkbox-input').check();
  return count;
}

async function confirm(page: Page, words: string): Promise<void> {
  const question = dialog(page);
  await button(question, words).click();
  await closed(question);
}

/** 登记官方成功 with the paper of an agency. */
async function bringResult(page: Page, file: string): Promise<void> {
  await button(page, '登记官方成功').click();
  const form = dialog(page);
  await form.locator('input[type=file]').setInputFiles(file);
  await form.getByLabel('出具机构').fill(agency);
  await button(form, '登记官方成功').click();
  await closed(form);
}

test('花名册：一人离职、三人入职，专员导入', async () => {
  const { page } = specialist;
  await page.goto(site.at('/people'));
  await button(page, '导入花名册').click();
  const counts = await tryImport(page, await files.roster());
  assert.deepEqual(counts, { created: 3, updated: 1, invalid: 0, duplicate: 0 });
  await takePicture(page, 'insurance-journey/roster');
  await commitImport(page);
  await closeDialog(page);
  await page.goto(site.at('/people'));
  const { leaver, ...joiners } = people;
  for (const { name } of Object.values(joiners)) await row(page, name).waitFor();
  assert.equal(await row(page, leaver.name).count(), 0, '已离职，不在在职名单');
  const { rows } = await stage.act('listEmployments', inClient());
  employments = new Map(rows.map((one: Answer) => [one['name'], one['id']]));
});

test('任务自己生成：增员在十一月、25日截止；减员在十二月，等客户确认末月；成为订单行', async () => {
  const { page } = specialist;
  await page.goto(site.at('/insurance'));
  const joined = page.getByRole('row', { name: /增员.*2026-11[^-].*2026-11-25.*2026-11-24/s });
  await reloadUntil(page, joined.nth(5));
  const leaving = page.getByRole('row', { name: /㛃宁.*减员.*2026-12-25.*待客户确认末月/s });
  assert.deepEqual([await joined.count(), await leaving.count()], [6, 2]);
  await takePicture(page, 'insurance-journey/tasks');
  await until('六行', async () => (await linesOf()).length === 6);
  await openQueue(specialist);
  await page.getByText('共 6 行').waitFor();
  assert.equal(await row(page, people.leaver.name).count(), 0, '末月未确认，不能办');
  await takePicture(page, 'insurance-journey/queue');
  await page.goto(site.at('/orders?tab=board'));
  const calendar = page.getByRole('table', { name: '截止日历' });
  await calendar.getByRole('link', { name: /^25\s*6$/ }).click();
  await page.getByText('共 6 行').waitFor();
  await page.goto(site.url);
  const deadline = page.locator('.heyi-line').filter({ hasText: '广州' });
  await deadline.getByText('2026-11-25 · 还有 2 天').waitFor();
});

test('客户 HR 确认离职人员的末月，减员成为订单行', async () => {
  const { page } = hr;
  await page.goto(site.at('/insurance?tab=lastPeriods'));
  const leaver = row(page, people.leaver.name);
  await leaver.waitFor();
  assert.equal(await leaver.locator('input').first().inputValue(), '2026-11');
  await takePicture(page, 'insurance-journey/last-period');
  await button(leaver, '确认').click();
  await page.getByText('已确认 2 项').waitFor();
  await until('减员两行', async () => (await linesOf(people.leaver.name)).length === 2);
  await openQueue(hr);
  await page.getByText('共 8 行').waitFor();
});

test('一行由人办：接单、提交；已提交不是办成，没有凭证不能成功；回执标出这一行', async () => {
  const { page } = specialist;
  const line = await lineOf(people.byHand.name);
  await openLine(specialist, line, '待接单');
  await page.getByText('UKey', { exact: true }).waitFor();
  await button(page, '接单').click();
  await standsAt(specialist, '办理中');
  await button(page, '提交官方').click();
  await confirm(page, '提交官方');
  await standsAt(specialist, '已提交官方');
  await submittedIsNotDone(line);

  await button(page, '登记官方成功').click();
  await button(dialog(page), '登记官方成功').click();
  await page.getByText('没有能证明官方成功的凭证').waitFor();
  await takePicture(page, 'insurance-journey/not-proven');
  await page.locator('.ant-modal-confirm-btns button').click();
  await openLine(specialist, line, '已提交官方');
  assert.equal((await lineOf(people.byHand.name)).state, 'submitted');

  const rows = [people.byHand, stranger].map(({ name, document }) => `${name}  ${document}  成功`);
  const head = ['广州市社会保险增减员回执', '姓名  证件号码  办理结果'];
  await bringResult(page, files.pdf('增员回执.pdf', [...head, ...rows]));
  await standsAt(specialist, '官方成功');
  await page.getByText('增员回执.pdf').click();
  for (const what of ['标出表头', '标出行']) {
    await button(page, what).first().click();
    await button(page, '自动查找').click();
    await page.getByText(/^找到 \d+ 处/).waitFor();
    await takePicture(page, 'insurance-journey/marking');
    await button(page, '保存').click();
    await button(page, '自动查找').waitFor({ state: 'detached' });
  }
  await page.getByText('1 处', { exact: true }).waitFor();
  await hr.page.goto(page.url());
  await hr.page.getByText('其他客户的人员已从这份副本中去掉').waitFor();
  await hr.page.getByAltText('凭证第 1 页').waitFor();
  await takePicture(hr.page, 'insurance-journey/copy');
});

/** What has gone out is nowhere shown as done: not to the client, not on the person's page. */
async function submittedIsNotDone(line: Line): Promise<void> {
  const head = await openLine(hr, line, '已提交官方');
  assert.equal(await head.getByText('官方成功').count(), 0);
  const employmentId = employments.get(line.personName)!;
  for (const { page } of [hr, specialist]) {
    await page.goto(site.at(`/people/${employmentId}?tab=insurance`));
    await page.getByText('已提交增员').first().waitFor();
    assert.equal(await page.getByText('在保', { exact: true }).count(), 0);
  }
  await openLine(specialist, line, '已提交官方');
}

test('一行打回客户 HR，写明原因；HR 补充后重新提交', async () => {
  const { page } = specialist;
  const line = await lineOf(people.sentBack.name);
  await openLine(specialist, line, '待接单');
  await button(page, '打回').click();
  await dialog(page).getByLabel('打回原因').fill('花名册没有写明是否首次参保');
  await button(dialog(page), '打回').click();
  await standsAt(specialist, '打回');
  await openLine(hr, line, '打回');
  await hr.page.getByText('花名册没有写明是否首次参保').first().waitFor();
  await takePicture(hr.page, 'insurance-journey/sent-back');
  await button(hr.page, '补充并重新提交').click();
  const form = dialog(hr.page);
  await form.getByLabel('补充说明').fill('非首次参保，上家单位10月已停保');
  await button(form, '补充并重新提交').click();
  await standsAt(hr, '待接单');
});

test('一行缺材料：在会话里向员工要，员工在手机上传错、传对，专员审核通过', async () => {
  const { page } = specialist;
  const line = await lineOf(people.sentBack.name, 'medical');
  await openLine(specialist, line, '待接单');
  await button(page, '接单').click();
  await standsAt(specialist, '办理中');
  await button(page, '打开会话').click();
  await button(page, '索要材料').click();
  const form = dialog(page);
  await form.getByLabel('材料名称').fill('原单位停保证明');
  await form.getByLabel('说明').fill('医保系统提示在上家单位仍参保。');
  await button(form, '发出').click();
  await closed(form);
  await until(
    '待资料',
    async () => (await lineOf(people.sentBack.name, 'medical')).state === 'pendingPapers',
  );
  await openLine(specialist, line, '待资料');
  await page.getByRole('button', { name: '员工链接' }).click();
  await page.getByRole('button', { name: '生成新链接' }).click();
  const link = page.getByText(`${site.url}/me/thread#`, { exact: false });
  const address = (await link.innerText()).trim();
  await page.keyboard.press('Escape');
  await employeeHandsIn(address);

  await openLine(specialist, line, '待资料');
  const paper = page.locator('.heyi-papers > li').filter({ hasText: '原单位停保证明' });
  await paper.getByText('待审核').waitFor();
  await takePicture(page, 'insurance-journey/thread');
  await button(paper, '通过').click();
  await paper.getByText('已通过').waitFor();
  await until(
    '办理中',
    async () => (await lineOf(people.sentBack.name, 'medical')).state === 'inProgress',
  );
});

async function employeeHandsIn(address: string): Promise<void> {
  const own = await site.browser.openPage(phone);
  await own.page.goto(address);
  await own.page.getByRole('button', { name: '打开办理页面' }).click();
  await own.page.getByText('请上传还差的 1 份材料').waitFor();
  await takePicture(own.page, 'insurance-journey/phone');
  const input = own.page.getByLabel('选择照片或文件上传：原单位停保证明');
  await input.setInputFiles(files.notAPicture('停保证明.jpg'));
  await own.page.getByText('这不是照片，也不是 PDF').waitFor();
  await takePicture(own.page, 'insurance-journey/phone-refused');
  await own.page.getByRole('button', { name: '知道了' }).click();
  await input.setInputFiles(files.photo('停保证明照片.png', 40));
  await own.page.getByText('已收到，专员正在审核').waitFor();
  assert.ok(await noSidewaysScroll(own.page));
  await takePicture(own.page, 'insurance-journey/phone-received');
  assert.deepEqual(faultsOf(own), []);
  await own.close();
}

test('两行交给供应商：派单、未接单不能提交、接单、反馈官方回执', async () => {
  const { page } = specialist;
  const { name, document } = people.supplied;
  const chosen = new RegExp(name);
  await openQueue(specialist);
  assert.equal(await tick(page, chosen), 2);
  await button(page, '接单').click();
  await page.getByText('2 行已完成').waitFor();
  await openQueue(specialist, 'inProgress');
  await tick(page, chosen);
  await button(page, '派单').click();
  await choose(page, dialog(page).getByLabel('供应商', { exact: true }), '穗安');
  await button(dialog(page), '派单').click();
  await row(page, '供应商 穗安').waitFor();
  await openQueue(specialist, 'inProgress');
  await tick(page, chosen);
  await button(page, '提交官方').click();
  await button(dialog(page), '提交官方').click();
  await page.getByText('供应商还没有接单').first().waitFor();
  await takePicture(page, 'insurance-journey/supplier');
  await openQueue(specialist, 'inProgress');
  await tick(page, chosen);
  await button(page, '供应商答复').click();
  await choose(page, dialog(page).getByLabel('供应商答复', { exact: true }), '接单');
  await button(dialog(page), '供应商答复').click();
  await page.getByText('2 行已完成').last().waitFor();
  await openQueue(specialist, 'inProgress');
  await tick(page, chosen);
  await button(page, '提交官方').click();
  await confirm(page, '提交官方');
  await openQueue(specialist, 'submitted');
  await tick(page, chosen);
  const receipt = files.pdf('穗安反馈 增员回执.pdf', [
    '广州市社会保险增减员回执',
    `${name}  ${document}  成功`,
  ]);
  await bringResult(page, receipt);
  await until('官方成功', async () =>
    (await linesOf(name)).every(({ state }) => state === 'officialSucceeded'),
  );
});

test('其余各行交给机器人：只提交一次，取回结果和回执', async () => {
  const { page } = specialist;
  await openQueue(specialist, 'pendingAcceptance');
  await tick(page, /./);
  await button(page, '接单').click();
  await page.getByText('4 行已完成').waitFor();
  await openQueue(specialist, 'inProgress');
  assert.equal(await tick(page, /./), 5);
  await button(page, '更换渠道').click();
  await choose(page, dialog(page).getByLabel('渠道', { exact: true }), '官网机器人');
  await button(dialog(page), '更换渠道').click();
  await page.getByText('5 行已完成').waitFor();
  await openQueue(specialist, 'inProgress');
  await tick(page, /./);
  await button(page, '交给机器人').click();
  await confirm(page, '交给机器人');
  await until('全部官方成功', async () =>
    (await linesOf()).every(({ state }) => state === 'officialSucceeded'),
  );
  const calls = Object.values(await portal.calls());
  assert.deepEqual(calls, [1, 1, 1, 1, 1]);
  await openQueue(specialist, 'officialSucceeded');
  await page.getByText('共 8 行').waitFor();
  await takePicture(page, 'insurance-journey/done');
  const line = await lineOf(people.leaver.name);
  await openLine(specialist, line, '官方成功');
  await page.getByText('09 个人辞职').waitFor();
  await page.getByText('社会保险网上服务平台').first().waitFor();
  await takePicture(page, 'insurance-journey/robot');
});

test('按单位户申报十一月：四个人，登记已申报；已申报不是已缴', async () => {
  const { page } = specialist;
  for (const [unit, number] of [
    [client.social, '穗社申2026110001'],
    [client.medical, '穗医申2026110001'],
  ] as const) {
    await page.goto(monthAt(unit));
    await button(page, '生成名单').click();
    await page.getByRole('row', { name: /程砚秋.*新增/s }).waitFor();
    assert.equal(await page.locator('tbody tr.ant-table-row').count(), 4);
    await takePicture(page, 'insurance-journey/declaration');
    await button(page, '登记已申报').click();
    const form = dialog(page);
    await form.getByLabel('受理号').fill(number);
    const receipt = files.pdf(`申报回执${number}.pdf`, ['社会保险费申报回执', number]);
    await form.locator('input[type=file]').setInputFiles(receipt);
    await button(form, '保存').click();
    await page.getByText(number).waitFor();
    await page.goto(monthAt(unit));
    await row(page, '已申报').waitFor();
    assert.equal(await page.getByText('已缴', { exact: true }).count(), 0);
  }
  await takePicture(page, 'insurance-journey/declared');
});

test('十一月的批次读预扣的费款；账单导入，一处差异按账单，入账后批次要重算', async () => {
  runId = await openMonth(stage, client);
  const before = await deductions();
  for (const name of names) assert.deepEqual(before.get(name), amountsOf(charged), name);
  const { page } = specialist;
  await page.goto(monthAt(client.social));
  await button(page, '导入账单').click();
  const form = dialog(page);
  await form.locator('input[type=file]').setInputFiles(await files.bill());
  await button(form, '上传').last().click();
  await page.getByText('广州 社会保险费申报个人明细表').waitFor();
  await page.getByRole('row', { name: /欧阳䶮.*基数不同/s }).waitFor();
  const differences = page.getByRole('row').filter({ hasText: '基数不同' });
  assert.equal(await differences.count(), 1);
  await takePicture(page, 'insurance-journey/bill');
  await page.getByRole('button', { name: /^基数不同/ }).click();
  await button(page, '处理这一类').click();
  await button(dialog(page), '保存').click();
  await page.getByText('已处理 1 条').waitFor();
  await button(page, '账单入账').click();
  await button(dialog(page), '账单入账').click();
  await standsAt(specialist, '已入账');
  await page.goto(site.at(`/runs/${runId}`));
  await lockMonth(stage, client, runId);
  await page.goto(monthAt(client.social));
  await row(page, '已核定').waitFor();
  assert.equal(await page.getByText('已缴', { exact: true }).count(), 0);
});

test('客户账单：财务出账，客户财务在手机上确认，到款核销', async () => {
  finance = await site.signIn(await assigned('finance'));
  const { page } = finance;
  await page.goto(site.at('/bills'));
  await button(page, '出账').click();
  await button(dialog(page), '出具账单').click();
  await page.waitForURL(/\/bills\/cbl_/);
  await standsAt(finance, '预估');
  await page.getByText('发薪批次已收').first().waitFor();
  await takePicture(page, 'insurance-journey/client-bill');
  billUrl = page.url();
  const own = await site.signIn(await site.account('client_finance', client.id), phone);
  await own.page.goto(billUrl);
  await button(own.page, '确认账单').click();
  await confirm(own.page, '确认账单');
  await own.page.getByText('已确认').first().waitFor();
  await takePicture(own.page, 'insurance-journey/client-bill-phone');
  assert.ok(await noSidewaysScroll(own.page));
  assert.deepEqual(faultsOf(own), []);
  await own.close();
  // Four heads at 38.50, and 6 % of it.
  await receive(stage, client, '163.24', '11月服务费');
  await page.reload();
  await button(page, '核销到款').click();
  const form = dialog(page);
  await choose(page, form.getByLabel('到款'), /163\.24/);
  await button(form, '核销').click();
  await standsAt(finance, '已核销');
  await takePicture(page, 'insurance-journey/matched');
});

test('登记向机构缴款：已缴且账单对到分，才是已对账', async () => {
  const { page } = finance;
  for (const agencyKind of ['社会保险', '医疗保险']) {
    await page.goto(site.at(`/runs/${runId}?step=pay`));
    await button(row(page, `${agencyKind} · 广州`), '登记缴款').click();
    const form = dialog(page);
    await form.getByLabel('凭证号').fill(`SJ202611-${agencyKind}`);
    const receipt = files.pdf(`${agencyKind}扣款回单.pdf`, [`${agencyKind}扣款回单`, '2026-11']);
    await form.locator('input[type=file]').setInputFiles(receipt);
    await button(form, '登记缴款').click();
    await closed(form);
  }
  await takePicture(page, 'insurance-journey/paid');
  for (const unit of [client.social, client.medical]) {
    await specialist.page.goto(monthAt(unit));
    await reloadUntil(specialist.page, row(specialist.page, '已对账'));
  }
  await takePicture(specialist.page, 'insurance-journey/reconciled');
});

test('归档：下载、解压，自带的脚本校验通过；改一个字节就不通过', async () => {
  await until('全部盖上时间戳', async () => {
    const archive = await stage.act('getEvidenceArchive', { ...inClient(), period: '2026-11' });
    return archive['waiting'] === 0;
  });
  const { page } = hr;
  await page.goto(site.at('/evidence'));
  await button(page, '下载归档').click();
  await page.getByText('其中副本').waitFor();
  await takePicture(page, 'insurance-journey/archive');
  const download = await downloadBy(page, () => button(dialog(page), '下载归档').click());
  const zip = path.join(folder, 'archive.zip');
  await download.saveAs(zip);
  const unpacked = path.join(folder, 'archive');
  assert.equal(spawnSync('unzip', ['-q', zip, '-d', unpacked]).status, 0);
  const verify = () => spawnSync('sh', [path.join(unpacked, 'verify.sh')], { encoding: 'utf8' });
  const good = verify();
  assert.equal(good.status, 0, good.stdout);
  assert.match(good.stdout, /校验通过/);
  const papers = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
  for (const { name } of [people.byHand, people.sentBack, people.supplied]) {
    assert.ok(
      papers.some((one) => one.startsWith(`增员/${name}/`)),
      `${name}：${papers.join('\n')}`,
    );
  }
  const receipt = papers.find((one) => one.startsWith('增员/') && one.endsWith('.pdf'))!;
  appendFileSync(path.join(unpacked, receipt), ' ');
  const bad = verify();
  assert.equal(bad.status, 1);
  assert.match(bad.stdout, /WRONG .*[\s\S]*校验不通过/);
});

test('四处是一笔账：费款明细、批次、官方账单、客户账单，逐人到分；每个人的状态都办成了', async () => {
  const lines = await stage.act('listContributionLines', { ...inClient(), period: '2026-11' });
  const counted = lines['rows'].filter((one: Answer) => !one['superseded']);
  const ofLines = sumsOf(counted);
  const bills = await stage.act('listOfficialBills', { tenantId: houseWire(), period: '2026-11' });
  const official = { tenantId: houseWire(), officialBillId: bills['rows'][0].id };
  const { rows } = await stage.act('listOfficialBillRows', official);
  const ofAgency = sumsOf(
    rows.flatMap(({ personName, amounts }: Answer) =>
      amounts.map((one: Answer) => ({ personName, ...one })),
    ),
  );
  const clientBillId = billUrl.split('/').at(-1)!;
  const asked = { ...inClient(), clientBillId, kind: 'principal', limit: 500 };
  const bill = await stage.act('listClientBillLines', asked);
  const ofBill = sumsOf(bill['rows']);
  const ofRun = await deductions();
  for (const name of names) {
    const expected = amountsOf(name === people.sentBack.name ? chargedOtherwise : charged);
    for (const view of [ofLines, ofAgency, ofRun, ofBill]) {
      assert.deepEqual(view.get(name), expected, name);
    }
    await chainOf(name);
  }
  await specialist.page.goto(site.at('/insurance'));
  await specialist.page.getByText('没有符合条件的任务').waitFor();
  assert.deepEqual([specialist, hr, finance].flatMap(faultsOf), []);
});

async function chainOf(name: string): Promise<void> {
  const employmentId = employments.get(name)!;
  const chain = await stage.act('getInsuranceChain', { ...inClient(), employmentId });
  const state = name === people.leaver.name ? 'stopped' : 'insured';
  assert.deepEqual(
    chain['enrolments'].map((one: Answer) => one['state']),
    [state, state],
    name,
  );
  const { page } = hr;
  await page.goto(site.at(`/people/${employmentId}?tab=insurance`));
  await page
    .getByText(state === 'stopped' ? '已停保' : '在保', { exact: true })
    .nth(1)
    .waitFor();
  await takePicture(page, `insurance-journey/chain-${state}`);
}

type Amounts = { employer: number; employee: number };

const amountsOf = ({ employer, employee }: { employer: string; employee: string }): Amounts => ({
  employer: yuan(employer),
  employee: yuan(employee),
});

function sumsOf(rows: readonly Answer[]): Map<string, Amounts> {
  const sums = new Map<string, Amounts>();
  for (const { personName, employer, employee } of rows) {
    const before = sums.get(personName) ?? { employer: 0, employee: 0 };
    const more = amountsOf({ employer, employee });
    sums.set(personName, {
      employer: before.employer + more.employer,
      employee: before.employee + more.employee,
    });
  }
  return sums;
}

/** What the run's payslips take from people, and what they say the employer pays. */
async function deductions(): Promise<Map<string, Amounts>> {
  const members = await stage.act('listRunMembers', { ...inClient(), runId });
  const slips = await Promise.all(
    members['rows'].map(({ payslipId }: Answer) =>
      stage.act('getPayslip', { ...inClient(), payslipId }),
    ),
  );
  return new Map(
    slips.map((slip: Answer) => [
      slip['personName'],
      amountsOf({ employer: slip['employerContributions'], employee: slip['ownContributions'] }),
    ]),
  );
}
