import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { authenticateLink } from '@heyi/access';
import { openAppServer } from '@heyi/connect/testing';
import { createTestHost, pdfText, type TestHost } from '@heyi/platform/testing';
import { routes } from '@heyi/server';
import { servePages } from '@heyi/server/testing';
import { seedClient, seedHouse } from '../world/seed-client.ts';
import { openStage } from '../world/stage.ts';
import { openBrowser, phone, takePicture, type TestBrowser } from './browser.ts';
import { downloadBy } from './console-steps.ts';
import { faultsOf } from './demo-server.ts';

let world: TestHost;
let api: Awaited<ReturnType<typeof openAppServer>>;
let browser: TestBrowser;
let url: string;
before(async () => {
  world = await createTestHost();
  api = await openAppServer(world.host, routes, { authenticateLink, secure: false });
  await servePages(api.server);
  const publicUrl = await api.server.listen({ host: '127.0.0.1', port: 0 });
  const stage = openStage({ ...world.host, publicUrl });
  const client = await seedClient(stage, await seedHouse(stage), '华联');
  const inRun = { tenantId: client.wireId, runId: client.runId };
  await stage.act('releasePayslips', inRun);
  const { rows } = await stage.act('listPayslipReleases', inRun);
  const payslip = { tenantId: client.wireId, payslipId: rows[0].payslipId };
  url = (await stage.act('createPayslipLink', payslip))['url'];
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await api?.close();
  await world?.close();
});

test('员工在手机上：点开才打开，看实发和每一行的依据，确认，下载；另一台手机看不到', async () => {
  const opened = await browser.openPage({ ...phone, acceptDownloads: true });
  const { page } = opened;
  await page.goto(url);
  await page.getByText('您有一张工资条').waitFor();
  await takePicture(page, 'me/payslip-closed');
  await page.getByRole('button', { name: '打开工资条' }).click();
  await page.getByText('阿依古丽·买买提').waitFor();
  await takePicture(page, 'me/payslip');
  const body = await page.locator('body').innerText();
  assert.ok(!body.includes('单位承担') && !body.includes('钱包'));
  await page
    .getByRole('button', { name: /个人所得税/ })
    .first()
    .click();
  await page.locator('dialog .reason-text').waitFor();
  await takePicture(page, 'me/payslip-why');
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '确认无误' }).click();
  await page.getByText('您已确认').waitFor();
  const file = await downloadBy(page, () => page.getByRole('link', { name: '下载 PDF' }).click());
  assert.ok(pdfText(await readFile(await file.path())).includes('阿依古丽'));
  const other = await browser.openPage(phone);
  await other.page.goto(url);
  await other.page.getByRole('button', { name: '打开工资条' }).click();
  await other.page.getByText('链接已在另一台手机上打开').waitFor();
  assert.deepEqual([...faultsOf(opened), ...faultsOf(other)], []);
});
