import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bindEvidence, linkTimeStampAuthority, stampWaiting } from '@heyi/evidence';
import { formatId, newId, parseId, payPeriod } from '@heyi/kernel';
import { textPdf } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { type SandboxTimeStamp, startSandboxTimeStamp } from '@heyi/sandbox';
import { openTimeStampAuthority } from '@heyi/time-stamp';
import type { SeededClient } from '../world/seed-client.ts';
import type { Stage } from '../world/stage.ts';
import { phone, takePicture } from './browser.ts';
import { type ClientSite, openClientSite } from './client-site.ts';
import { faultsOf } from './demo-server.ts';

/** 凭证 as a specialist keeps it and as the client sees it. */

let site: ClientSite;
let world: TestHost;
let stage: Stage;
let client: SeededClient;
let authority: SandboxTimeStamp;
let specialist: string;
let hr: string;
let folder: string;
/** A list of the provider that is bound to somebody of the client. */
let listId: string;

const rows = [
  '北京市社会保险网上服务平台　增减员回执',
  '姓名　　公民身份号码　　办理结果',
  '李静　　310101198512120028　　增员成功',
  '王芳　　110105199003070017　　增员成功',
  '张伟　　440103199210103312　　增员成功',
];

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-evidence-'));
  authority = await startSandboxTimeStamp();
  site = await openClientSite('insurance_specialist');
  ({ world, stage, client, loginName: specialist } = site);
  const { url, caPem } = authority;
  const named = { name: '仿真时间戳服务', url, trusted: caPem };
  linkTimeStampAuthority(world.host, openTimeStampAuthority(named));
  hr = await site.account('client_hr', client.id);
  const houseWire = formatId('ten', world.host.houseId);
  const fields = { kind: 'enrolmentReceipt', sourceName: '北京市社会保险基金管理中心' };
  const file = { name: '大户增员名单.pdf', type: 'application/pdf', content: textPdf(rows) };
  const kept = await stage.act(
    'uploadEvidence',
    { tenantId: houseWire, ...fields },
    undefined,
    file,
  );
  listId = kept['id'];
  await bindTo(listId, '王芳');
});

/** A paper proves that somebody of the client was enrolled. */
async function bindTo(evidenceId: string, personName: string): Promise<void> {
  const subject = { subjectKind: 'orderLine', subjectId: newId() } as const;
  const period = payPeriod('2026-11');
  const facts = { service: 'enrol', period, personName, title: '2026-11 社保增员' } as const;
  const bound = await stage.inside(client.id, (tx) =>
    bindEvidence(tx, { documentId: parseId('evd', evidenceId)!, ...subject, ...facts }),
  );
  assert.ok(bound.ok);
}
after(async () => {
  await site?.close();
  await authority?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pageOf = (rest = '') => `${site.url}/clients/${client.wireId}/evidence${rest}`;

test('一份名单证明很多人：先列八项，按姓名找到一项，也可以全部展开', async () => {
  const fields = { kind: 'enrolmentReceipt', sourceName: '北京市社会保险基金管理中心' };
  const file = { name: '十人名单.pdf', type: 'application/pdf', content: textPdf(['十人名单']) };
  const tenantId = client.wireId;
  const { id } = await stage.act('uploadEvidence', { tenantId, ...fields }, undefined, file);
  for (let number = 1; number <= 10; number += 1) await bindTo(id, `员工${number}号`);
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(pageOf(`/${id}`));
  const people = page
    .locator('.heyi-section')
    .last()
    .getByText(/^员工\d+号$/);
  await people.first().waitFor();
  assert.equal(await people.count(), 8);
  await page.getByLabel('按姓名查找').fill('员工10号');
  await page.getByText('员工10号', { exact: true }).waitFor();
  assert.equal(await people.count(), 1);
  await page.getByLabel('按姓名查找').fill('');
  await page.getByRole('button', { name: '显示全部 10 项' }).click();
  assert.equal(await people.count(), 10);
  assert.deepEqual(faultsOf(visitor), []);
  await page.context().close();
});

test('专员上传凭证、盖上时间戳、校验；名单里标出王芳的行', async () => {
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(pageOf());
  await page.getByText('大户增员名单.pdf').waitFor();
  await page.getByRole('button', { name: '上传凭证' }).click();
  const paper = path.join(folder, '参保证明.pdf');
  writeFileSync(paper, textPdf(['参保证明', '王芳 参保中']));
  await page.locator('input[type=file]').setInputFiles(paper);
  await page.getByLabel('凭证种类').last().click();
  await page.getByTitle('参保证明').last().click();
  await page.getByLabel('出具机构').fill('北京市社会保险基金管理中心');
  await page.getByRole('textbox', { name: /^核验码/ }).fill('BJ20261123');
  await page
    .getByRole('button', { name: /^上\s?传$/ })
    .last()
    .click();
  await page.getByRole('heading', { level: 1, name: '参保证明' }).waitFor();
  await page.getByText('待盖时间戳').first().waitFor();
  await stampWaiting(world.host);
  await page.reload();
  await page.getByText('已盖时间戳').first().waitFor();
  await page.getByRole('button', { name: /^校\s?验$/ }).click();
  await page.getByText('时间戳有效').waitFor();
  await page.getByAltText('凭证第 1 页').waitFor();
  await takePicture(page, 'evidence-one');

  await page.goto(pageOf(`/${listId}`));
  await page.getByText('未标出，客户只看到表头').waitFor();
  await page.getByRole('button', { name: '标出表头' }).click();
  await page.getByRole('button', { name: '自动查找' }).click();
  await page.getByText('找到 2 处').waitFor();
  // The answer is late: what is marked meanwhile stays open.
  await page.route('**/evidence/*/head', async (route) => {
    await sleep(500);
    await route.continue();
  });
  const saved = page.waitForResponse(/\/evidence\/\w+\/head$/);
  await page.getByRole('button', { name: /^保\s?存$/ }).click();
  await page.getByRole('button', { name: '标出行' }).click();
  await saved;
  await page.waitForLoadState('networkidle');
  // No order line stands behind this binding: nobody is found, and the row is drawn by hand.
  await page.getByRole('button', { name: '自动查找' }).click();
  await page.getByText('没有找到，请手工标出').waitFor();
  const paperPage = page.locator('.heyi-paper');
  const sheet = (await paperPage.boundingBox())!;
  const rowAt = (sheet.height * (842 - 790 + 3 * 30)) / 842;
  await page.mouse.move(sheet.x + 40, sheet.y + rowAt - sheet.height * 0.018);
  await page.mouse.down();
  await page.mouse.move(sheet.x + 200, sheet.y + rowAt + sheet.height * 0.008, { steps: 5 });
  await page.mouse.up();
  await takePicture(page, 'evidence-marking');
  await page.getByRole('button', { name: /^保\s?存$/ }).click();
  await page.getByText('1 处', { exact: true }).waitFor();
  await page.getByText('客户所见').click();
  await page.getByAltText('凭证第 1 页').waitFor();
  await takePicture(page, 'evidence-as-client');
  await page.goto(pageOf());
  await page.getByText('参保证明.pdf').waitFor();
  await takePicture(page, 'evidence-list');
  assert.deepEqual(faultsOf(visitor), []);
  await page.context().close();
});

test('手工画框、用键盘移动和删除', async () => {
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(pageOf(`/${listId}`));
  await page.getByRole('button', { name: '标出行' }).click();
  const paper = page.locator('.heyi-paper');
  await page.getByAltText('凭证第 1 页').waitFor();
  const boxes = paper.locator('button');
  const known = await boxes.count();
  const place = (await paper.boundingBox())!;
  await page.mouse.move(place.x + 40, place.y + 200);
  await page.mouse.down();
  await page.mouse.move(place.x + 300, place.y + 230, { steps: 4 });
  await page.mouse.up();
  const drawn = boxes.nth(known);
  await drawn.waitFor();
  const before = (await drawn.boundingBox())!;
  await drawn.focus();
  await page.keyboard.press('ArrowDown');
  const moved = (await boxes.nth(known).boundingBox())!;
  assert.ok(moved.y > before.y);
  await boxes.nth(known).focus();
  await page.keyboard.press('Delete');
  await drawn.waitFor({ state: 'detached' });
  assert.equal(await boxes.count(), known);
  await page.getByRole('button', { name: /^取\s?消$/ }).click();
  assert.deepEqual(faultsOf(visitor), []);
  await page.context().close();
});

test('客户的 HR 只看到自己的人；下载归档，自带的脚本校验通过', async () => {
  const visitor = await site.signIn(hr);
  const { page } = visitor;
  await page.goto(pageOf(`/${listId}`));
  await page.getByText('其他客户的人员已从这份副本中去掉').waitFor();
  await page.getByAltText('凭证第 1 页').waitFor();
  assert.equal(await page.getByRole('button', { name: '标出行' }).count(), 0);
  await takePicture(page, 'evidence-hr');
  await page.goto(pageOf());
  await page.getByRole('button', { name: '下载归档' }).click();
  await page.getByText('其中副本').waitFor();
  await takePicture(page, 'evidence-archive');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载归档' }).last().click();
  const file = path.join(folder, 'archive.zip');
  await (await coming).saveAs(file);
  const unpacked = path.join(folder, 'unpacked');
  assert.equal(spawnSync('unzip', ['-q', file, '-d', unpacked]).status, 0);
  const { status, stdout } = spawnSync('sh', [path.join(unpacked, 'verify.sh')]);
  assert.equal(status, 0, stdout.toString());
  assert.ok(!readFileSync(file).includes('李静'), '别家的人不在归档里');
  assert.deepEqual(faultsOf(visitor), []);
  await page.context().close();
});

test('手机上看得全', async () => {
  const visitor = await site.signIn(hr, phone);
  const { page } = visitor;
  await page.goto(pageOf());
  await page.getByText('大户增员名单.pdf').waitFor();
  await takePicture(page, 'evidence-list-phone');
  await page.goto(pageOf(`/${listId}`));
  await page.getByAltText('凭证第 1 页').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `宽出 ${wide}`);
  await takePicture(page, 'evidence-one-phone');
  assert.deepEqual(faultsOf(visitor), []);
  await page.context().close();
});
