import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { paperPdf } from '@heyi/evidence/testing';
import { formatId } from '@heyi/kernel';
import { idCardNumber } from '@heyi/people/testing';
import { deliverEvents } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { listeners } from '@heyi/server';
import type { Page } from 'playwright-core';
import type { SeededClient } from '../world/seed-client.ts';
import type { Stage } from '../world/stage.ts';
import { phone, takePicture } from './browser.ts';
import { type ClientSite, openClientSite } from './client-site.ts';
import { row } from './console-steps.ts';
import { faultsOf } from './demo-server.ts';

/** 服务订单 as specialists and the client's HR work with them. */

let site: ClientSite;
let world: TestHost;
let stage: Stage;
let client: SeededClient;
let specialist: string;
let hr: string;
let folder: string;

const names = ['欧阳䶮', '马赫木提·买买提', '㛃敏'];

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-orders-'));
  site = await openClientSite('insurance_specialist');
  ({ world, stage, client, loginName: specialist } = site);
  hr = client.loginName;
  await castJoiners();
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Three joiners with enrolments, of whom the roster tells insurance. */
async function castJoiners(): Promise<void> {
  const tenantId = client.wireId;
  const { rows: entities } = await stage.act('listLegalEntities', { tenantId });
  const entity = entities.find(({ holder }: { holder: string }) => holder === 'client').id;
  const registration = await stage.act('createRegistration', {
    tenantId,
    entityId: entity,
    kind: 'socialInsurance',
    cityCode: '110000',
    agencyName: '北京市朝阳区社会保险基金管理中心',
    number: '9100000001',
    rates: {
      fromPeriod: '2026-01',
      injuryRate: '0.004',
      housingFundRate: null,
      supplementaryRate: null,
    },
  });
  for (const [index, name] of names.entries()) {
    const joined = await stage.act('joinPerson', {
      tenantId,
      person: { name, documentKind: 'idCard', documentNumber: idCardNumber(880 + index) },
      employment: {
        contractEntityId: entity,
        payTaxEntityId: entity,
        insuranceEntityId: entity,
        form: 'fullTime',
        workCityCode: '110000',
        startsOn: '2026-11-16',
      },
    });
    await stage.act('setEnrolment', {
      tenantId,
      employmentId: joined['id'],
      registrationId: registration['id'],
      fromPeriod: '2026-11',
      base: '9000.00',
    });
  }
  while ((await deliverEvents(world.host, listeners)) > 0);
}

type StoredLine = { id: string; state: string; source: string; isProven: boolean };

/** The client's lines as they are stored, in the order in which they came. */
async function readLines(): Promise<StoredLine[]> {
  const rows = await stage.inside(
    client.id,
    (tx) => tx.sql<StoredLine>`
      select id, state, source, proof_id is not null as "isProven" from orders.line
       where tenant_id = ${client.id} order by created_at, id`,
  );
  return rows.map((row) => ({ ...row, id: formatId('orl', row.id) }));
}

const drawer = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${[...name].join('\\s*')}$`) });

async function choose(page: Page, label: string, option: string): Promise<void> {
  await drawer(page).getByLabel(label, { exact: true }).click();
  await page.locator('.ant-select-item-option', { hasText: option }).last().click();
}

test('订立订单 → 三个增员成为订单行 → 接单、提交、凭证证明官方成功', async () => {
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(`${site.url}/clients/${client.wireId}/orders?tab=board`);
  await page.getByText('有任务没有服务订单').waitFor();
  await takePicture(page, 'orders-uncovered-1440');
  await page.getByRole('tab', { name: '服务订单' }).click();
  await button(page, '新建订单').click();
  await drawer(page).getByLabel('订单', { exact: true }).fill('华联北京社保代理');
  await drawer(page).getByLabel('城市', { exact: true }).fill('北京');
  await drawer(page).getByLabel('单价', { exact: true }).fill('30');
  await takePicture(page, 'orders-form-1440');
  await page.getByRole('button', { name: '加一项服务' }).click();
  await drawer(page).getByLabel('服务', { exact: true }).last().click();
  await page.locator('.ant-select-item-option', { hasText: '公积金贷款与提取' }).last().click();
  await drawer(page).getByLabel('单价', { exact: true }).last().fill('200');
  await drawer(page)
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await page.getByText('草稿').first().waitFor();
  await button(page, '生效').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /生\s*效/ })
    .click();
  await page.getByText('30.00 元/人月').waitFor();
  await takePicture(page, 'orders-agreed-1440');

  await page.goto(`${site.url}/clients/${client.wireId}/orders?tab=queue`);
  await page.getByText('马赫木提·买买提').waitFor();
  await page.locator('thead .ant-checkbox-input').check();
  await takePicture(page, 'orders-queue-1440');
  await button(page, '接单').click();
  await page.getByText('办理中').first().waitFor();
  await page.locator('thead .ant-checkbox-input').check();
  await button(page, '提交官方').click();
  await page.getByRole('dialog').getByRole('button', { name: '提交官方' }).click();
  await page.locator('tbody').getByText('已提交官方').first().waitFor();
  await failAndReopen(page, names[2]!);
  await page.locator('thead .ant-checkbox-input').check();
  const receipt = path.join(folder, '增员回执.pdf');
  writeFileSync(receipt, paperPdf(['增减员回执', ...names]));
  await button(page, '登记官方成功').click();
  await drawer(page).locator('input[type=file]').setInputFiles(receipt);
  await drawer(page).getByLabel('出具机构').fill('北京市朝阳区社会保险基金管理中心');
  await drawer(page).getByLabel('机构办成的月份').fill('2026-12');
  await page.keyboard.press('Tab');
  await takePicture(page, 'orders-result-1440');
  await drawer(page).getByRole('button', { name: '登记官方成功' }).click();
  await page.getByText('没有符合条件的行').waitFor();
  const lines = await readLines();
  assert.deepEqual(
    lines.map(({ state, isProven }) => [state, isProven]),
    names.map(() => ['officialSucceeded', true]),
  );
  const months = await stage.inside(
    client.id,
    (tx) => tx.sql`
      select distinct start_period as month from people.enrolled_person
       where tenant_id = ${client.id} and person_name = any (${names}::text[])`,
  );
  assert.deepEqual(months, [{ month: '2026-12' }], '机构办成的是十二月，参保随之');
  await page.goto(`${site.url}/clients/${client.wireId}/order-lines/${lines[0]!.id}`);
  await page.getByText('增员回执.pdf').waitFor();
  await takePicture(page, 'orders-line-1440');
  assert.deepEqual(faultsOf(visitor), []);
  await visitor.close();
});

/** The agency refuses one of them: why, in its words; what was mended, and handed in again. */
async function failAndReopen(page: Page, name: string): Promise<void> {
  const line = row(page, name);
  await line.locator('.ant-checkbox-input').check();
  await button(page, '登记官方失败').click();
  await choose(page, '失败原因', '已在其他单位参保未停保');
  await drawer(page).getByLabel('官方原话').fill('该人员在外区尚有参保关系');
  await drawer(page).getByRole('button', { name: '登记官方失败' }).click();
  await line.getByText('官方失败').waitFor();
  await line.locator('.ant-checkbox-input').check();
  await button(page, '重新办理').click();
  await drawer(page).getByLabel('如何处理的').fill('原单位已停保');
  await drawer(page).getByRole('button', { name: '重新办理' }).click();
  await line.getByText('办理中').waitFor();
  await line.locator('.ant-checkbox-input').check();
  await button(page, '提交官方').click();
  await page.getByRole('dialog').getByRole('button', { name: '提交官方' }).click();
  await line.getByText('已提交官方').waitFor();
}

test('客户HR提交公积金贷款 → 专员打回 → HR补充；会话里索要材料', async () => {
  const visitor = await site.signIn(hr);
  const { page } = visitor;
  await page.goto(`${site.url}/orders`);
  await button(page, '提交订单').click();
  await choose(page, '事项', '公积金贷款');
  await choose(page, '人员', '欧阳䶮');
  await page.keyboard.press('Escape');
  await drawer(page).getByLabel(/^说明/).fill('首套房，组合贷款');
  await takePicture(page, 'orders-hand-in-1440');
  await drawer(page)
    .getByRole('button', { name: /提\s*交/ })
    .click();
  await page.goto(`${site.url}/orders?tab=queue`);
  await page.getByText('公积金贷款').first().waitFor();
  const line = (await readLines()).at(-1)!;
  assert.equal(line.source, 'form');

  const worker = await site.signIn(specialist);
  const at = `${site.url}/clients/${client.wireId}/order-lines/${line.id}`;
  await worker.page.goto(at);
  await button(worker.page, '接单').click();
  await button(worker.page, '打回').click();
  await drawer(worker.page).getByLabel('打回原因').fill('缺购房合同首页');
  await drawer(worker.page)
    .getByRole('button', { name: /打\s*回/ })
    .click();
  await worker.page.getByText('缺购房合同首页').first().waitFor();
  await button(worker.page, '打开会话').click();
  await worker.page.locator('.heyi-thread').waitFor();
  await takePicture(worker.page, 'orders-line-sent-back-1440');

  await worker.page.goto(site.url);
  await worker.page.getByText('等我处理').first().waitFor();
  await worker.page.waitForLoadState('networkidle');
  const sentBack = '订单行被打回，待补充';
  assert.equal(await worker.page.getByText(sentBack).count(), 0, '等的是客户，不是专员');
  await page.goto(site.url);
  await page.getByText(sentBack).first().click();
  await page.getByText('共 1 行').waitFor();
  assert.equal(await page.locator('tbody tr.ant-table-row').count(), 1, '数字等于行数');

  await page.goto(at);
  await button(page, '补充并重新提交').click();
  await drawer(page).getByLabel('补充说明').fill('已补购房合同');
  await drawer(page).getByRole('button', { name: '补充并重新提交' }).click();
  await page.getByText('待接单').first().waitFor();
  assert.deepEqual([...faultsOf(visitor), ...faultsOf(worker)], []);
  await visitor.close();
  await worker.close();
});

test('手机上看得了看板、队列和一行；英文也齐', async () => {
  const visitor = await site.signIn(specialist, phone);
  const { page } = visitor;
  const [first] = await readLines();
  const places = {
    board: '/orders?tab=board',
    queue: '/orders?tab=queue',
    agreed: '/orders?tab=agreed',
    line: `/clients/${client.wireId}/order-lines/${first!.id}`,
  };
  for (const [name, place] of Object.entries(places)) {
    await page.goto(`${site.url}${place}`);
    await page.locator('.heyi-card').first().waitFor();
    await page.waitForLoadState('networkidle');
    await takePicture(page, `orders-${name}-390`);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    assert.ok(Number(width) <= 390, `${name} 宽 ${String(width)}`);
  }
  await visitor.close();
  const english = await site.signIn(specialist);
  await english.page.evaluate(`localStorage.setItem('heyi.language', 'en')`);
  await english.page.goto(`${site.url}/orders?tab=board`);
  await english.page.waitForLoadState('networkidle');
  await takePicture(english.page, 'orders-board-en-1440');
  await english.page.goto(`${site.url}/orders?tab=suppliers`);
  await english.page.getByText('No bills yet').waitFor();
  await takePicture(english.page, 'orders-suppliers-en-1440');
  await english.page.goto(site.url);
  await english.page.getByText('Cut-offs of orders').waitFor();
  await english.page.waitForLoadState('networkidle');
  await takePicture(english.page, 'orders-home-en-1440');
  const shown = await english.page.locator('body').textContent();
  assert.doesNotMatch(shown ?? '', /orders\.[a-z]/);
  assert.deepEqual(faultsOf(english), []);
  await english.close();
});
