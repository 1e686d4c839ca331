import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { formatId, newId, parseId } from '@heyi/kernel';
import { openThread } from '@heyi/messages';
import type { TestHost } from '@heyi/platform/testing';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import type { SeededClient } from '../world/seed-client.ts';
import type { Stage } from '../world/stage.ts';
import { phone, takePicture } from './browser.ts';
import { type ClientSite, openClientSite } from './client-site.ts';
import { faultsOf, type Visitor } from './demo-server.ts';

/** 会话 as a specialist and the client's HR work with it; the employee is on the phone. */

let site: ClientSite;
let world: TestHost;
let stage: Stage;
let client: SeededClient;
let specialist: string;
let inThread: { tenantId: string; threadId: string };
let folder: string;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-threads-'));
  site = await openClientSite('insurance_specialist');
  ({ world, stage, client, loginName: specialist } = site);
  const tenantId = client.wireId;
  const { rows } = await stage.act('listEmployments', { tenantId });
  const employmentId = parseId('emp', rows[0].id)!;
  // What the sample client talks about already is done.
  const { rows: known } = await stage.act('listThreads', { tenantId });
  for (const { id } of known) await stage.act('settleThread', { tenantId, threadId: id });
  const subject = { subjectKind: 'orderLine', subjectId: newId() } as const;
  const thread = await stage.inside(client.id, (tx) =>
    openThread(tx, { ...subject, employmentId, title: '住房公积金贷款' }),
  );
  inThread = { tenantId, threadId: formatId('thr', thread) };
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const openInbox = async ({ page }: Visitor) => {
  await page.goto(`${site.url}/threads`);
  await page.getByRole('heading', { name: '会话' }).waitFor();
};

function photo(name: string, shade: number): string {
  const png = new PNG({ width: 640, height: 400 });
  png.data.fill(255);
  for (let at = 0; at < png.data.length; at += 4) png.data[at] = shade;
  const file = path.join(folder, name);
  writeFileSync(file, PNG.sync.write(png));
  return file;
}

const choose = async (page: Page, label: string, option: string) => {
  await page.getByLabel(label).click();
  await page.locator('.ant-select-item-option', { hasText: option }).click();
};

test('HR 提问，专员从“等待回复”里打开，按清单索要公积金贷款材料，发链接', async () => {
  const hr = await site.signIn(client.loginName);
  await hr.page.goto(`${site.url}/clients/${inThread.tenantId}/threads/${inThread.threadId}`);
  await hr.page.getByText('还没有消息').waitFor();
  await hr.page.getByLabel('写消息').fill('她想用公积金贷款，要准备什么？');
  await hr.page
    .getByRole('button', { name: /发\s*送/ })
    .last()
    .click();
  await hr.page.getByText('正在等专员').waitFor();

  const who = await site.signIn(specialist);
  const { page } = who;
  await openInbox(who);
  await takePicture(page, 'threads/inbox');
  await page.getByRole('row').filter({ hasText: '住房公积金贷款' }).first().click();
  await page.getByText('她想用公积金贷款').waitFor();
  await page.getByRole('button', { name: '索要材料' }).click();
  await choose(page, '从清单开始', '住房公积金贷款');
  const drawer = page.getByRole('dialog');
  await page.waitForFunction(() => document.querySelectorAll('.heyi-paper-line').length === 9);
  await takePicture(page, 'threads/ask');
  await drawer.getByLabel('说明').fill('公积金中心只收原件照片');
  await drawer.getByRole('button', { name: /发\s*出/ }).click();
  await page.getByText('公积金中心只收原件照片').waitFor();
  await page.getByText('正在等员工').waitFor();
  await page.getByRole('button', { name: '员工链接' }).click();
  await page.getByRole('button', { name: '生成新链接' }).click();
  await page.getByText(`${site.url}/me/thread#`, { exact: false }).waitFor();
  await takePicture(page, 'threads/link');
  assert.deepEqual([...faultsOf(hr), ...faultsOf(who)], []);
});

test('HR 代交两张照片，专员打开看，退回一份、通过一份、不再需要一份', async () => {
  const hr = await site.signIn(client.loginName);
  await hr.page.goto(`${site.url}/clients/${inThread.tenantId}/threads/${inThread.threadId}`);
  const paperIn = (page: Page, name: string) =>
    page.locator('.heyi-papers > li').filter({ has: page.getByText(name, { exact: true }) });
  const hand = (name: string, files: string[]) =>
    paperIn(hr.page, name).locator('input[type=file]').setInputFiles(files);
  await hand('身份证', [photo('正面.png', 20), photo('反面.png', 160)]);
  await paperIn(hr.page, '身份证').getByText('待审核').waitFor();
  await hand('收入证明', [photo('收入证明.png', 90)]);
  await paperIn(hr.page, '收入证明').getByText('待审核').waitFor();

  const who = await site.signIn(specialist);
  const { page } = who;
  await page.goto(`${site.url}/clients/${inThread.tenantId}/threads/${inThread.threadId}`);
  const card = paperIn(page, '身份证');
  await card.getByRole('button', { name: '查看 正面.png' }).click();
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>('.heyi-picture')?.complete === true,
  );
  await takePicture(page, 'threads/picture');
  await page.keyboard.press('Escape');
  await paperIn(page, '收入证明')
    .getByRole('button', { name: /通\s*过/ })
    .click();
  await paperIn(page, '收入证明').getByText('已通过').waitFor();
  await card.getByRole('button', { name: /退\s*回/ }).click();
  await page.getByLabel('退回原因').fill('反面反光，看不清有效期');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /退\s*回/ })
    .click();
  await card.getByText('反面反光，看不清有效期').waitFor();
  const marriage = paperIn(page, '婚姻证明');
  await marriage.getByRole('button', { name: '不再需要' }).click();
  await page.getByLabel('为什么不需要').fill('未婚，已有声明');
  await page.getByRole('dialog').getByRole('button', { name: '不再需要' }).click();
  await marriage.getByText('未婚，已有声明').waitFor();
  await takePicture(page, 'threads/thread');
  const small = await site.signIn(specialist, phone);
  await small.page.goto(`${site.url}/clients/${inThread.tenantId}/threads/${inThread.threadId}`);
  await small.page.getByText('反面反光').first().waitFor();
  await takePicture(small.page, 'threads/thread-phone');
  await small.page.getByText('材料', { exact: true }).scrollIntoViewIfNeeded();
  await takePicture(small.page, 'threads/papers-phone');
  assert.deepEqual([...faultsOf(hr), ...faultsOf(who), ...faultsOf(small)], []);
});

test('超时的排在最前，写明超时多久；不用再等就不在了；英文界面', async () => {
  const clock = world.host.clock.now();
  const body = { ...inThread, text: '请今天答复', waitFor: 'specialist' };
  await stage.act('postMessage', body);
  world.clock.set(new Date(Date.parse(clock) + 6 * 3_600_000).toISOString());
  const who = await site.signIn(specialist);
  const { page } = who;
  await openInbox(who);
  await page.getByText('1 个已超时').waitFor();
  await page.getByRole('row').filter({ hasText: '超时 1 小时' }).waitFor();
  const small = await site.signIn(specialist, phone);
  await openInbox(small);
  await small.page.getByText('1 个已超时').waitFor();
  await takePicture(small.page, 'threads/inbox-phone');
  const { employmentId } = await stage.act('getThread', inThread);
  await page.goto(`${site.url}/clients/${inThread.tenantId}/people/${employmentId}?tab=threads`);
  await page.getByRole('row').filter({ hasText: '超时 1 小时' }).waitFor();
  await takePicture(page, 'threads/person');
  await openInbox(who);
  await page.evaluate(() => localStorage.setItem('heyi.language', 'en'));
  await page.reload();
  await page.getByRole('heading', { name: 'Threads' }).waitFor();
  await page.getByText('1 overdue').waitFor();
  await takePicture(page, 'threads/inbox-en');
  await page.getByRole('row').filter({ hasText: '1 h over' }).click();
  await page.getByRole('button', { name: 'Stop waiting' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop waiting' }).click();
  await page.getByText('Nobody is waited for').waitFor();
  await takePicture(page, 'threads/thread-en');
  world.clock.set(clock);
  assert.deepEqual([...faultsOf(who), ...faultsOf(small)], []);
});
