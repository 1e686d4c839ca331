import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deliverEvents } from '@heyi/platform';
import { idCardNumber } from '@heyi/people/testing';
import { listeners } from '@heyi/server';
import type { Page } from 'playwright-core';
import { phone, takePicture } from './browser.ts';
import { type ClientSite, openClientSite } from './client-site.ts';
import { faultsOf } from './demo-server.ts';
import { englishFaults } from './english.ts';

/** Pages of orders, insurance, evidence, bills and threads in English, and by the keyboard alone. */

let site: ClientSite;
let line: string;
let thread: string;

before(async () => {
  site = await openClientSite('insurance_specialist');
  const { stage, client, world } = site;
  const tenantId = client.wireId;
  const { rows: entities } = await stage.act('listLegalEntities', { tenantId });
  const entity = entities.find(({ holder }: { holder: string }) => holder === 'client').id;
  const joined = await stage.act('joinPerson', {
    tenantId,
    person: { name: 'Ana Sousa', documentKind: 'idCard', documentNumber: idCardNumber(870) },
    employment: {
      contractEntityId: entity,
      payTaxEntityId: entity,
      insuranceEntityId: entity,
      form: 'fullTime',
      workCityCode: '110000',
      startsOn: '2026-11-16',
    },
  });
  const order = await stage.act('createServiceOrder', {
    tenantId,
    title: 'Beijing',
    cooperationMode: 'agency',
    cityCode: '110000',
    collection: 'prepaid',
    fromPeriod: '2026-01',
    items: [
      {
        item: 'housingFundBusiness',
        channel: 'manualOnline',
        price: { kind: 'perCase', price: '300.00' },
      },
    ],
  });
  await stage.act('activateServiceOrder', { tenantId, serviceOrderId: order['id'] });
  const asked = await stage.act('createOrderLines', {
    tenantId,
    service: 'housingFundLoan',
    period: '2026-11',
    employmentIds: [joined['id']],
    source: 'form',
  });
  line = asked['rows'][0].id;
  const opened = await stage.act('openOrderThread', { tenantId, orderLineId: line });
  thread = opened['threadId'];
  await stage.act('postMessage', { tenantId, threadId: thread, text: 'How far is it?' });
  while ((await deliverEvents(world.host, listeners)) > 0);
});
after(() => site?.close());

const places = (): Readonly<Record<string, string>> => {
  const client = `/clients/${site.client.wireId}`;
  return {
    home: '/',
    board: '/orders?tab=board',
    queue: '/orders?tab=queue&state=unsent&due=unknown',
    agreed: '/orders?tab=agreed',
    suppliers: '/orders?tab=suppliers',
    skills: '/orders?tab=skills',
    line: `${client}/order-lines/${line}`,
    tasks: '/insurance',
    lastPeriods: `${client}/insurance?tab=lastPeriods`,
    joiners: `${client}/insurance?tab=joiners`,
    bases: `${client}/insurance?tab=bases`,
    retirements: `${client}/insurance?tab=retirements`,
    declarations: '/declarations',
    arrears: '/declarations?tab=arrears',
    bills: '/bills',
    clientBills: `${client}/bills`,
    evidence: `${client}/evidence`,
    threads: '/threads',
    papers: '/threads?what=check',
    thread: `${client}/threads/${thread}`,
    client,
  };
};

for (const [name, options, width] of [
  ['1440', {}, 1440],
  ['390', phone, 390],
] as const) {
  test(`英文页面 ${name}：没有漏译、没有裸露的键、不超宽`, async () => {
    const visitor = await site.signIn(site.loginName, options);
    const { page } = visitor;
    await page.evaluate(`localStorage.setItem('heyi.language', 'en')`);
    const faults: string[] = [];
    for (const [place, address] of Object.entries(places())) {
      await page.goto(site.url + address);
      await page.locator('.heyi-card').first().waitFor();
      await page.waitForLoadState('networkidle');
      await takePicture(page, `english/${place}-${name}`);
      faults.push(...(await englishFaults(page, width)).map((fault) => `${place}: ${fault}`));
    }
    assert.deepEqual(faults, []);
    assert.deepEqual(faultsOf(visitor), []);
    await visitor.close();
  });
}

const focused = (page: Page) =>
  page.evaluate<{ text: string; ring: string }>(`(() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    return { text: at.textContent, ring: style.outlineStyle + style.boxShadow };
  })()`);

test('只用键盘：按 Tab 走到按钮、看得见焦点，回车打开、Esc 关上、回车提交', async () => {
  const visitor = await site.signIn(site.loginName);
  const { page } = visitor;
  await page.goto(`${site.url}/clients/${site.client.wireId}/order-lines/${line}`);
  await page.getByRole('button', { name: /接\s*单/ }).focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  const { text, ring } = await focused(page);
  assert.match(text, /接\s*单/);
  assert.notEqual(ring, 'nonenone', '焦点看得见');
  await page.keyboard.press('Enter');
  await page.getByText('办理中').first().waitFor();
  const failure = page.getByRole('button', { name: /打\s*回/ });
  await failure.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await drawer.waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await failure.focus();
  await page.keyboard.press('Enter');
  await drawer.getByLabel('打回原因').waitFor();
  await drawer.getByLabel('打回原因').fill('缺购房合同');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.match((await focused(page)).text, /打\s*回/);
  await page.keyboard.press('Enter');
  await drawer.waitFor({ state: 'hidden' });
  await page.getByText('缺购房合同').first().waitFor();
  assert.deepEqual(faultsOf(visitor), []);
  await visitor.close();
});
