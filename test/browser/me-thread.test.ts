import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { authenticateLink } from '@heyi/access';
import { openAppServer } from '@heyi/connect/testing';
import { formatId, newId, parseId } from '@heyi/kernel';
import { openThread } from '@heyi/messages';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { routes } from '@heyi/server';
import { servePages } from '@heyi/server/testing';
import { PNG } from 'pngjs';
import { seedClient, seedHouse } from '../world/seed-client.ts';
import { openStage, type Stage } from '../world/stage.ts';
import { openBrowser, phone, takePicture, type TestBrowser } from './browser.ts';
import { faultsOf } from './demo-server.ts';

let world: TestHost;
let api: Awaited<ReturnType<typeof openAppServer>>;
let browser: TestBrowser;
let stage: Stage;
let inThread: { tenantId: string; threadId: string };
let folder: string;

/** A photo as large as a small camera makes it. */
function photo(name: string, shade: number): string {
  const png = new PNG({ width: 900, height: 600 });
  png.data.fill(255);
  for (let at = 0; at < png.data.length; at += 4) png.data[at] = (shade + at / 900) % 256;
  const file = path.join(folder, name);
  writeFileSync(file, PNG.sync.write(png));
  return file;
}

function pdf(name: string, body: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `%PDF-1.7\n1 0 obj\n<< ${body} >>\nendobj\n%%EOF\n`);
  return file;
}

const linkUrl = async (): Promise<string> =>
  (await stage.act('createThreadLink', { ...inThread, days: 1 }))['url'];

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-photos-'));
  world = await createTestHost();
  api = await openAppServer(world.host, routes, { authenticateLink, secure: false });
  await servePages(api.server);
  const publicUrl = await api.server.listen({ host: '127.0.0.1', port: 0 });
  stage = openStage({ ...world.host, publicUrl });
  const client = await seedClient(stage, await seedHouse(stage), '华联');
  const tenantId = client.wireId;
  const { rows } = await stage.act('listEmployments', { tenantId });
  const subject = { subjectKind: 'orderLine', subjectId: newId() } as const;
  const employmentId = parseId('emp', rows[0].id)!;
  const title = '住房公积金贷款';
  const thread = await stage.inside(client.id, (tx) =>
    openThread(tx, { ...subject, employmentId, title }),
  );
  inThread = { tenantId, threadId: formatId('thr', thread) };
  await stage.act('askPapers', {
    ...inThread,
    from: 'employee',
    note: '公积金中心要求原件照片，四角齐全。',
    papers: [
      { name: '身份证', note: '正反两面', filesMin: 2 },
      { name: '购房合同', note: '已备案的全部页', accepts: ['pdf'] },
      { name: '配偶身份证', isRequired: false },
    ],
  });
  await stage.act('postMessage', { ...inThread, text: '您好，材料请在本周内传齐。' });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await api?.close();
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('员工在手机上办公积金贷款：看清单、传照片、被拒的文件写明怎么办、留言、等审核', async () => {
  const opened = await browser.openPage(phone);
  const { page } = opened;
  await page.goto(await linkUrl());
  await page.getByText('有一件事要您办理').waitFor();
  await takePicture(page, 'me/thread-closed');
  await page.getByRole('button', { name: '打开办理页面' }).click();
  await page.getByText('请上传还差的 2 份材料').waitFor();
  await takePicture(page, 'me/thread');
  const cards = page.getByLabel('选择照片或文件上传：身份证', { exact: true });
  await cards.setInputFiles([photo('正面.png', 10), photo('反面.png', 90)]);
  await page.getByText('需要 2 张，已传 2 张').waitFor();
  await page.getByText('请上传还差的 1 份材料').waitFor();
  const contract = page.getByLabel('选择照片或文件上传：购房合同');
  await contract.setInputFiles(pdf('带脚本.pdf', '/S /JavaScript'));
  await page.getByText('PDF 里带有程序或附件').waitFor();
  await takePicture(page, 'me/thread-refused-file');
  await page.getByRole('button', { name: '知道了' }).click();
  await contract.setInputFiles(pdf('购房合同.pdf', '/Type /Catalog'));
  await page.getByText('已收到，专员正在审核').waitFor();
  await page.getByRole('button', { name: '查看 正面.png' }).click();
  const shown = page.locator('dialog img');
  await shown.waitFor();
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>('dialog img')?.complete === true,
  );
  assert.ok((await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)) > 0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '移除 反面.png' }).click();
  await page.getByText('需要 2 张，已传 1 张').waitFor();
  await cards.setInputFiles(photo('反面.png', 91));
  await page.getByText('需要 2 张，已传 2 张').waitFor();
  await page.getByLabel('写留言').fill('这样可以了吗？');
  await page.getByRole('button', { name: '发送', exact: true }).click();
  await page.locator('.message-own').getByText('这样可以了吗？').waitFor();
  await takePicture(page, 'me/thread-sent');
  assert.deepEqual(faultsOf(opened), []);
  const { requests } = await stage.act('getThread', inThread);
  const [card] = requests[0].papers;
  assert.deepEqual([card.state, card.files.length], ['received', 2]);
  const reason = '反面反光，看不清有效期';
  const decision = { tenantId: inThread.tenantId, paperId: card.id, version: card.version };
  await stage.act('refusePaper', { ...decision, reason });
  await page.reload();
  await page.getByText('退回原因：反面反光').waitFor();
  await takePicture(page, 'me/thread-sent-back');
});

test('只用键盘也能办；英文也看得懂', async () => {
  const opened = await browser.openPage({ ...phone, locale: 'en-GB' });
  const { page } = opened;
  await page.goto(await linkUrl());
  await page.getByRole('button', { name: 'Open my matter' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('What happens next').waitFor();
  const reached: string[] = [];
  for (let step = 0; step < 30 && !reached.includes('Write a message'); step += 1) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
    );
  }
  assert.ok(
    reached.some((name) => name.startsWith('Take a photo: ')),
    reached.join(' · '),
  );
  assert.ok(reached.some((name) => name.startsWith('Choose a photo or file: ')));
  await page.keyboard.type('Is it complete?');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.message-own').getByText('Is it complete?').waitFor();
  await takePicture(page, 'me/thread-en');
  assert.deepEqual(faultsOf(opened), []);
});

test('另一台手机、撤回、过期：都写明为什么、怎么办', async () => {
  const url = await linkUrl();
  const first = await browser.openPage(phone);
  await first.page.goto(url);
  await first.page.getByRole('button', { name: '打开办理页面' }).click();
  await first.page.getByText('接下来').waitFor();
  const other = await browser.openPage(phone);
  await other.page.goto(url);
  await other.page.getByRole('button', { name: '打开办理页面' }).click();
  await other.page.getByText('链接已在另一台手机上打开').waitFor();
  await takePicture(other.page, 'me/thread-other-phone');
  const { rows } = await stage.act('listThreadLinks', inThread);
  await stage.act('revokeThreadLink', { ...inThread, linkId: rows[0].id });
  await first.page.reload();
  await first.page.getByText('页面已关闭').waitFor();
  const late = await linkUrl();
  const clock = world.host.clock.now();
  world.clock.set(new Date(Date.parse(clock) + 2 * 86_400_000).toISOString());
  const third = await browser.openPage(phone);
  await third.page.goto(late);
  await third.page.getByRole('button', { name: '打开办理页面' }).click();
  await third.page.getByText('链接已过期').waitFor();
  await takePicture(third.page, 'me/thread-expired');
  world.clock.set(clock);
  const refused = [...faultsOf(first), ...faultsOf(other), ...faultsOf(third)];
  assert.deepEqual(refused, []);
});
