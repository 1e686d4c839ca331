import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type Id, systemClock } from '@heyi/kernel';
import { folderFileStore, keyRingOf, readMasterKey } from '@heyi/platform';
import { createEmptyDatabase, type TestDatabase } from '@heyi/platform/testing';
import { openPlayground } from '@heyi/server/testing';
import { seedAccount, seedPassword } from '../world/seed-client.ts';
import { openStage } from '../world/stage.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

// The server as it is started for real, on a database of its own: plain fields are refused.

const playground = openPlayground();
let browser: TestBrowser;
let database: TestDatabase;
let loginName: string;
let port: string;
before(async () => {
  database = await createEmptyDatabase();
  const { appUrl, ownerUrl, jobsUrl } = database.urls;
  const home = playground.home('plain-http');
  const server = playground.start(home, {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_JOBS_URL: jobsUrl,
  });
  port = new URL(await server.address()).port;
  const found = await database.pool.query<{ id: Id<'ten'> }>(
    'select id from platform.house_tenant()',
  );
  const houseId = found.rows[0]!.id;
  const stage = openStage({
    pool: database.pool,
    clock: systemClock,
    houseId,
    keyRing: keyRingOf(readMasterKey(path.join(home, 'master.key'), false)!),
    fileStore: folderFileStore(path.join(home, 'files')),
    wakeEvents: () => undefined,
  });
  ({ loginName } = await seedAccount(stage, houseId, 'admin'));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await playground.close();
  await database.drop();
});

const places: [title: string, host: string, hasWebCrypto: boolean][] = [
  ['本机', '127.0.0.1', true],
  ['办公室网络里没有 TLS 的地址，浏览器不给 WebCrypto', 'office.test', false],
];

for (const [title, host, hasWebCrypto] of places) {
  test(`登录：密码加密后才离开浏览器（${title}）`, async () => {
    const { page, complaints, close } = await browser.openPage();
    const bodies: string[] = [];
    page.on('request', (request) => void bodies.push(request.postData() ?? ''));
    await page.goto(`http://${host}:${port}/`);
    const subtle = await page.evaluate(() => typeof globalThis.crypto.subtle);
    assert.equal(subtle, hasWebCrypto ? 'object' : 'undefined');
    await page.getByLabel('账号').fill(loginName);
    await page.getByLabel('密码', { exact: true }).fill(seedPassword);
    await page.getByRole('button', { name: /登\s*录/ }).click();
    await page.getByRole('heading', { name: '工作台' }).waitFor();
    await close();
    const sent = bodies.filter((body) => body.includes(loginName));
    assert.equal(sent.length, 1);
    const { password } = JSON.parse(sent[0]!) as { password: string };
    assert.match(password, /^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    assert.ok(bodies.every((body) => !body.includes(seedPassword)));
    const expected = /401|Cross-Origin-Opener-Policy/;
    const unexpected = complaints.filter((line) => !expected.test(line));
    assert.deepEqual(unexpected, []);
  });
}
