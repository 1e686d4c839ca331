import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, phone, takePicture, type TestBrowser } from './browser.ts';
import { type DemoServer, faultsOf, fillSignIn, startDemoServer } from './demo-server.ts';
import { englishFaults } from './english.ts';

/** The pages of a platform client's money, workers, apps and books in English. */

let browser: TestBrowser;
let server: DemoServer;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), startDemoServer()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const ofFinance = [
  ...['flow', 'list', 'funds', 'batches', 'sheets', 'terms', 'proof'].map(
    (tab) => `withdrawals?tab=${tab}`,
  ),
  ...['list', 'income', 'gauges', 'returns', 'settings'].map((tab) => `workers?tab=${tab}`),
  ...['receipts', 'advances', 'receivables', 'ledger'].map((tab) => `funds?tab=${tab}`),
  'payments',
  'reconciliation',
];
const ofAdministrator = ['apps', 'audit'];

for (const [name, options, width] of [
  ['1440', {}, 1440],
  ['390', phone, 390],
] as const) {
  for (const [loginName, paths] of [
    ['nie.qinghe', ofFinance],
    ['dai.songnian', ofAdministrator],
  ] as const) {
    test(`英文页面 ${name}，${loginName}：没有漏译、没有裸露的键、不超宽`, async () => {
      const visitor = await browser.openPage(options);
      const { page } = visitor;
      await page.goto(server.url);
      await fillSignIn(page, server, loginName);
      await page.getByRole('heading', { name: '工作台' }).waitFor();
      const client = await page.evaluate<string>(`fetch('/v1/clients?limit=100')
        .then((answer) => answer.json())
        .then(({ rows }) => rows.find(({ shortName }) => shortName === '星屿直播').id)`);
      await page.evaluate(`localStorage.setItem('heyi.language', 'en')`);
      const faults: string[] = [];
      for (const path of paths) {
        await page.goto(`${server.url}/clients/${client}/${path}`);
        await page.locator('.heyi-card').first().waitFor();
        await page.waitForLoadState('networkidle');
        await takePicture(page, `english/${path.replace('?tab=', '-')}-${name}`);
        faults.push(...(await englishFaults(page, width)).map((fault) => `${path}: ${fault}`));
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(faultsOf(visitor), []);
      await visitor.close();
    });
  }
}
