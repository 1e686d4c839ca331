import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawUpDueBills } from '@heyi/billing';
import { recordContributionLines } from '@heyi/insurance';
import { formatId, formatYuan, parseId, payPeriod, sum, yuan, zeroFen } from '@heyi/kernel';
import { textPdf } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { seedAccount, type SeededClient } from '../world/seed-client.ts';
import type { Answer, Stage } from '../world/stage.ts';
import { noSidewaysScroll, phone, takePicture } from './browser.ts';
import { type ClientSite, openClientSite } from './client-site.ts';
import { faultsOf } from './demo-server.ts';

/** Money of insurance as it is seen: drawn up by itself, matched by mistake, in arrears, proposed. */

let site: ClientSite;
let world: TestHost;
let stage: Stage;
let client: SeededClient;
let finance: string;
let operations: string;
let specialist: string;
let unit: string;
let bill: string;

before(async () => {
  site = await openClientSite('finance');
  ({ world, stage, client, loginName: finance } = site);
  operations = await site.account('operations');
  const { id, loginName } = await seedAccount(stage, world.host.houseId, 'insurance_specialist');
  specialist = loginName;
  const assigned = { accountId: formatId('acc', id), clientId: client.wireId };
  await stage.act('assignClient', assigned);
  const tenantId = client.wireId;
  const { rows: units } = await stage.act('listRegistrations', { tenantId });
  unit = units.find((one: Answer) => one['kind'] === 'socialInsurance').id;
  await seedTerms();
  world.clock.set('2026-12-07T01:00:00.000Z');
});
after(async () => {
  await site?.close();
});

async function seedTerms(): Promise<void> {
  const tenantId = client.wireId;
  const { rows: entities } = await stage.act('listLegalEntities', { tenantId });
  await stage.act('setClientBillTerms', {
    tenantId,
    fromPeriod: '2026-12',
    legalEntityId: entities.find((one: Answer) => one['holder'] === 'provider').id,
    collection: 'prepaid',
    prepaidDay: 10,
    postpaidDays: 10,
    ownRegistrations: 'collected',
    drawUpDay: 5,
    hrSeesLines: false,
    tax: { method: 'difference', rate: '0.06', isIncluded: false, source: '服务合同第五条' },
    disabledFund: [
      {
        cityCode: '110000',
        perHead: null,
        source: '客户人事确认',
        duty: {
          heads: 120,
          disabledHeads: 1,
          averageWage: '96000.00',
          localAverageWage: null,
          ratio: '0.015',
        },
      },
    ],
  });
  const { rows: people } = await stage.act('listEmployments', { tenantId });
  const line = {
    employmentId: parseId('emp', people[0].id)!,
    registrationId: parseId('reg', unit)!,
    kind: 'pension',
    period: payPeriod('2026-12'),
    billPeriod: payPeriod('2026-12'),
    type: 'regular',
    source: 'estimate',
    base: yuan('9000'),
    employer: yuan('1440'),
    employee: yuan('720'),
    lateFee: zeroFen,
    provisional: false,
    policyPin: 'cn@1',
    evidenceFileId: null,
    differenceRunId: null,
    reasons: null,
  };
  await world.as(client.id, (tx) => recordContributionLines(tx, [line] as never));
}

test('到日子自动出账；条款写明日子与残保金的算法', async () => {
  await drawUpDueBills(world.host);
  const visitor = await site.signIn(finance);
  const { page } = visitor;
  await page.goto(site.at('/bills'));
  const drawn = page.getByRole('table', { name: '自动出账' });
  await drawn.getByRole('row', { name: /2026-12.*已出账/s }).waitFor();
  await takePicture(page, 'bill-money/bills');
  await page.getByRole('button', { name: '账单条款' }).click();
  await page.getByLabel('上年在职人数').waitFor();
  assert.equal(await page.getByLabel('自动出账日').inputValue(), '5');
  await takePicture(page, 'bill-money/terms');
  await page.getByRole('button', { name: '保存条款' }).click();
  await page.getByLabel('上年在职人数').waitFor({ state: 'hidden' });
  const kept = await stage.act('getClientBillTerms', { tenantId: client.wireId });
  assert.equal(kept['rows'][0].disabledFund[0].duty.averageWage, '96000.00');
  assert.equal(kept['rows'][0].drawUpDay, 5);
  await drawn.getByRole('link', { name: '2026-12' }).click();
  await page.getByText('残保金').first().waitFor();
  await page.getByText('财税〔2015〕72号').first().waitFor();
  bill = page.url().split('/').at(-1)!;
  await takePicture(page, 'bill-money/bill');
  assert.deepEqual(faultsOf(visitor), []);
});

test('核错的账单撤销核销，写明理由；到款又可以用', async () => {
  const tenantId = client.wireId;
  const open = await stage.act('getClientBill', { tenantId, clientBillId: bill });
  await stage.act('confirmClientBill', { tenantId, clientBillId: bill, hash: open['hash'] });
  const { rows: accounts } = await stage.act('listPayerAccounts', { tenantId });
  const receipt = await stage.act('recordReceipt', {
    tenantId,
    payerAccountId: accounts[0].id,
    amount: '500.00',
    bankReference: 'B-核销',
    receivedOn: '2026-12-07',
    isMatched: true,
  });
  await stage.act('matchClientBill', {
    tenantId,
    clientBillId: bill,
    receiptId: receipt['id'],
    amount: '500.00',
  });
  const visitor = await site.signIn(finance, phone);
  const { page } = visitor;
  await page.goto(site.at(`/bills/${bill}`));
  await page.getByText('已到款').first().waitFor();
  await page.getByRole('button', { name: '撤销核销' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('该笔到款属于 11 月');
  await page.getByRole('dialog').getByRole('button', { name: '撤销核销' }).click();
  await page.getByText('已撤销：该笔到款属于 11 月').waitFor();
  await page.getByText('已确认').first().waitFor();
  assert.ok(await noSidewaysScroll(page));
  await takePicture(page, 'bill-money/undone-phone');
  assert.deepEqual(faultsOf(visitor), []);
});

test('名单没有生成的申报写明原因，可以重新生成', async () => {
  const tenantId = client.wireId;
  const month = { tenantId, registrationId: unit, period: '2026-12' };
  const made = await stage.act('prepareDeclaration', month);
  await world.as(
    client.id,
    (tx) => tx.sql`
      update platform.job set starts = 25
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and id = ${parseId('job', made['jobId'])}`,
  );
  await stage.settle(client.id);
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(site.at(`/declarations/${made['id']}`));
  await page.getByText('名单一再中断，没有生成').waitFor();
  await takePicture(page, 'bill-money/failed-list');
  await page.getByRole('button', { name: '生成新一版' }).click();
  await page.getByText('生成中').first().waitFor();
  await stage.settle(client.id);
  await page.getByText('待申报').first().waitFor();
  assert.deepEqual(faultsOf(visitor), []);
});

test('欠费与各客户的滞纳金；差额没有缴足的月份写明', async () => {
  const tenantId = client.wireId;
  const month = { tenantId, registrationId: unit, period: '2026-12' };
  const { rows } = await stage.act('listDeclarations', { tenantId });
  const prepared = rows.find((one: Answer) => one['state'] === 'prepared');
  const file = { name: '回执.pdf', type: 'application/pdf', content: textPdf(['R-2026-12']) };
  const declared = { tenantId, declarationId: prepared.id, officialNumber: 'R-2026-12' };
  await stage.act('markDeclared', declared, undefined, file);
  await stage.act('recordDebitFailure', {
    ...month,
    dueOn: '2026-12-04',
    failedOn: '2026-12-05',
    reason: '扣款余额不足',
    responsibility: 'client',
  });
  const visitor = await site.signIn(operations);
  const { page } = visitor;
  await page.goto(`${site.url}/declarations`);
  await page.getByRole('tab', { name: '欠费' }).click();
  await page.getByText('扣款余额不足').waitFor();
  await takePicture(page, 'bill-money/arrears');
  assert.deepEqual(faultsOf(visitor), []);
});

test('没有批次的月份：专员登记向机构缴款，已缴，欠费随之结清', async () => {
  const ofClient = { tenantId: client.wireId, clientId: client.wireId };
  const asked = { ...ofClient, period: '2026-12' };
  const { rows } = await stage.act('listContributionMonths', asked);
  const { months } = rows.find((one: Answer) => one['registrationId'] === unit);
  const due = sum(months.flatMap((one: Answer) => [yuan(one['employer']), yuan(one['employee'])]));
  const visitor = await site.signIn(specialist);
  const { page } = visitor;
  await page.goto(site.at(`/registrations/${unit}/months/2026-12`));
  await page.getByText('欠费').first().waitFor();
  await page.getByRole('button', { name: '登记缴款' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('缴款金额').fill(formatYuan(due));
  await form.getByLabel('凭证号').fill('SJ202612-01');
  const receipt = { name: '扣款回单.pdf', mimeType: 'application/pdf' };
  const buffer = textPdf(['receipt 2026-12']);
  await form.locator('input[type=file]').setInputFiles({ ...receipt, buffer });
  await takePicture(page, 'bill-money/pay-agency');
  await form.getByRole('button', { name: '登记缴款' }).click();
  await form.waitFor({ state: 'hidden' });
  await stage.settle(client.id);
  await page.reload();
  await page.getByText('已缴', { exact: true }).first().waitFor();
  assert.equal(await page.getByRole('button', { name: '登记缴款' }).count(), 0);
  const { rows: arrears } = await stage.act('listArrears', ofClient);
  assert.equal(arrears[0].settledOn, '2026-12-07');
  assert.deepEqual(faultsOf(visitor), []);
});

test('年度基数：工资数据放在一旁，采用后写明来源', async () => {
  const tenantId = client.wireId;
  const made = await stage.act('createBaseAdjustment', {
    tenantId,
    regime: 'socialInsurance',
    cityCode: '110000',
    period: '2026-12',
    deadline: '2026-12-20',
  });
  await stage.settle(client.id);
  const visitor = await site.signIn(operations);
  const { page } = visitor;
  await page.goto(site.at(`/insurance/bases/${made['id']}`));
  await page.getByText('现行基数').first().waitFor();
  await page.getByRole('button', { name: '采用约定工资' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '采用约定工资' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await takePicture(page, 'bill-money/bases');
  const rows = page.getByRole('table', { name: '名单' });
  await rows
    .getByRole('row', { name: /约定工资.*约定工资/s })
    .first()
    .waitFor();
  await takePicture(page, 'bill-money/bases');
  assert.deepEqual(faultsOf(visitor), []);
});
