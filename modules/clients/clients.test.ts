import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { placeTestAccount } from '@heyi/access/testing';
import { newId, yuan } from '@heyi/kernel';
import { systemActor, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { ClientSettings, CooperationMode } from './client/client.ts';
import { createClient } from './client/create-client.ts';
import { getClient } from './client/get-client.ts';
import { listClients } from './client/list-clients.ts';
import { putClientSettings } from './client/put-client-settings.ts';
import { updateClient } from './client/update-client.ts';
import { createClientContact } from './contact/create-client-contact.ts';
import { removeClientContact } from './contact/remove-client-contact.ts';
import { updateClientContact } from './contact/update-client-contact.ts';
import { openHouse, payrollApprovers } from './index.ts';

const codes = [
  '91110000802100433B',
  '914403001922038216',
  '9144030071526726XG',
  '91330100799655058B',
];
const settings: ClientSettings = {
  payMonthRule: 'nextMonth',
  payDay: 31,
  prorationMethod: 'dueDays',
  advanceLimit: yuan('200000'),
  advanceDays: 10,
  clientCutoffDays: 3,
  language: 'zh-CN',
};

let world: TestHost;
let retail: TenantId;
before(async () => {
  world = await createTestHost();
  await world.as(world.host.houseId, (tx) => {
    const house = { name: '合一人力资源服务有限公司', shortName: '合一', uscc: codes[0]! };
    return openHouse(tx, { ...house, settings });
  });
  retail = await open('华联商厦', codes[1]!, 'agency');
});
after(() => world.close());

function master(shortName: string, uscc: string, cooperationMode: CooperationMode) {
  return { name: `${shortName}股份有限公司`, shortName, uscc, cooperationMode };
}

function create(shortName: string, uscc: string, mode: CooperationMode) {
  const input = { ...master(shortName, uscc, mode), settings };
  return world.as(world.host.houseId, (tx) => createClient(tx, input), systemActor('seed'));
}

async function open(shortName: string, uscc: string, mode: CooperationMode): Promise<TenantId> {
  const created = await create(shortName, uscc, mode);
  assert.ok(created.ok);
  return created.value.id;
}

function update(tenantId: TenantId, uscc: string, mode: CooperationMode) {
  const input = { tenantId, ...master('华联', uscc, mode) };
  return world.as(tenantId, (tx) => updateClient(tx, input));
}

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

describe('新建和修改客户', () => {
  test('新客户就是新租户，带着资料和发薪设置', async () => {
    const seen = await world.as(retail, (tx) => getClient(tx, { tenantId: retail }));
    assert.ok(seen.ok);
    assert.deepEqual(seen.value, {
      id: retail,
      isHouse: false,
      ...master('华联商厦', codes[1]!, 'agency'),
      settings,
      contacts: [],
    });
  });

  const refusals: [string, string, CooperationMode, string][] = [
    ['信用代码校验位不对', '91110000100000000X', 'agency', 'client.uscc_malformed'],
    ['“自有员工”不给客户', codes[2]!, 'own', 'client.mode_reserved'],
    ['信用代码已有客户，哪怕看不到', codes[1]!, 'dispatch', 'client.uscc_taken'],
    ['服务商自己的代码也算占用', codes[0]!, 'dispatch', 'client.uscc_taken'],
  ];
  for (const [title, uscc, mode, code] of refusals) {
    test(`拒绝新建：${title}`, async () =>
      assert.equal(codeOf(await create('某', uscc, mode)), code));
  }

  test('修改：没有资料、代码错误、模式保留、代码占用，各有各的答复', async () => {
    const bare = await world.tenant();
    assert.equal(codeOf(await update(bare, codes[2]!, 'agency')), 'client.not_found');
    assert.equal(codeOf(await update(retail, 'X', 'agency')), 'client.uscc_malformed');
    assert.equal(codeOf(await update(retail, codes[1]!, 'own')), 'client.mode_reserved');
    assert.equal(codeOf(await update(retail, codes[0]!, 'agency')), 'client.uscc_taken');
    const changed = await update(retail, codes[1]!, 'outsourcing');
    assert.ok(changed.ok);
    assert.equal(changed.value.cooperationMode, 'outsourcing');
    assert.ok((await update(retail, codes[1]!, 'agency')).ok);
  });

  test('两人同时用同一代码建客户：后来的等前一个提交，然后被拒绝', async () => {
    let second: ReturnType<typeof create> | null = null;
    await world.as(
      world.host.houseId,
      async (tx) => {
        const input = { ...master('先到', codes[3]!, 'agency'), settings };
        assert.ok((await createClient(tx, input)).ok);
        second = create('后到', codes[3]!, 'agency');
        await new Promise((resolve) => setTimeout(resolve, 60));
      },
      systemActor('seed'),
    );
    assert.equal(codeOf(await second!), 'client.uscc_taken');
  });

  test('发薪设置：改得到；没有资料的租户答复没有', async () => {
    const wanted = { ...settings, payDay: 10, payMonthRule: 'sameMonth' as const };
    const put = (id: TenantId) =>
      world.as(id, (tx) => putClientSettings(tx, { tenantId: id, ...wanted }));
    assert.deepEqual(await put(retail), { ok: true, value: wanted });
    const bare = await world.tenant();
    assert.equal(codeOf(await put(bare)), 'client.not_found');
    assert.equal(
      codeOf(await world.as(bare, (tx) => getClient(tx, { tenantId: bare }))),
      'client.not_found',
    );
  });
});

describe('联系人', () => {
  const person = { name: '欧阳䶮', mayApprovePayroll: true, maySubmitInputs: false };

  test('电话加密保存、遮蔽显示；不填电话不动，填空清除', async () => {
    const add = { tenantId: retail, ...person, phone: '13812345678', email: 'o@example.com' };
    const created = await world.as(retail, (tx) => createClientContact(tx, add));
    assert.ok(created.ok);
    const { id: contactId, phoneMasked } = created.value;
    assert.equal(phoneMasked, '138****5678');
    const change = (phone?: string | null) => {
      const input = {
        tenantId: retail,
        contactId,
        ...person,
        ...(phone === undefined ? {} : { phone }),
      };
      return world.as(retail, (tx) => updateClientContact(tx, input));
    };
    const kept = await change();
    assert.ok(kept.ok);
    assert.equal(kept.value.phoneMasked, '138****5678');
    const cleared = await change(null);
    assert.ok(cleared.ok);
    assert.equal(cleared.value.phoneMasked, null);
    assert.equal(codeOf(await change('12')), 'client_contact.phone_malformed');
    const approvers = await world.as(retail, payrollApprovers);
    assert.deepEqual(
      approvers.map(({ name }) => name),
      ['欧阳䶮'],
    );
    const remove = () =>
      world.as(retail, (tx) => removeClientContact(tx, { tenantId: retail, contactId }));
    assert.ok((await remove()).ok);
    assert.equal(codeOf(await remove()), 'client_contact.not_found');
    assert.equal(codeOf(await change()), 'client_contact.not_found');
    assert.deepEqual(await world.as(retail, payrollApprovers), []);
  });

  test('没有资料的租户和写错的电话', async () => {
    const bare = await world.tenant();
    const add = (tenantId: TenantId, phone: string) =>
      world.as(tenantId, (tx) => createClientContact(tx, { tenantId, ...person, phone }));
    assert.equal(codeOf(await add(bare, '13812345678')), 'client.not_found');
    assert.equal(codeOf(await add(retail, '138')), 'client_contact.phone_malformed');
    assert.ok((await add(retail, '010-65881234')).ok);
  });

  test('联系人的登录账号：须是本客户的账号', async () => {
    const accountId = newId<'acc'>();
    const foreign = { tenantId: retail, ...person, accountId };
    const add = () => world.as(retail, (tx) => createClientContact(tx, foreign));
    assert.equal(codeOf(await add()), 'account.not_found');
    await placeTestAccount(world, await world.tenant(), { id: accountId, name: '欧阳䶮' });
    assert.equal(codeOf(await add()), 'account.not_found', 'somebody of another client');
    await placeTestAccount(world, retail, { id: accountId, name: '欧阳䶮' });
    const made = await add();
    assert.ok(made.ok);
    const other = { ...foreign, contactId: made.value.id, accountId: newId<'acc'>() };
    const change = await world.as(retail, (tx) => updateClientContact(tx, other));
    assert.equal(codeOf(change), 'account.not_found');
  });

  test('别的客户看不到联系人', async () => {
    const contactId = newId<'cct'>();
    const other = await world.tenant();
    assert.deepEqual(await world.as(other, payrollApprovers), []);
    const update = { tenantId: other, contactId, ...person };
    const answer = await world.as(other, (tx) => updateClientContact(tx, update));
    assert.equal(codeOf(answer), 'client_contact.not_found');
  });
});

describe('客户列表', () => {
  test('只列看得到的租户；按模式和文字筛选，翻页不重不漏', async () => {
    const all = await world.as(retail, (tx) => listClients(tx, {}));
    assert.ok(all.ok);
    assert.deepEqual(
      new Map(all.value.rows.map((row) => [row.shortName, row.isHouse])),
      new Map([
        ['华联', false],
        ['合一', true],
      ]),
    );
    const first = await world.as(retail, (tx) => listClients(tx, { limit: 1 }));
    assert.ok(first.ok && first.value.next !== null);
    const next = first.value.next;
    const second = await world.as(retail, (tx) => listClients(tx, { limit: 1, after: next }));
    assert.ok(second.ok);
    assert.equal(second.value.next, null);
    assert.notEqual(first.value.rows[0]!.id, second.value.rows[0]!.id);
    const search = await world.as(retail, (tx) => listClients(tx, { search: '100%' }));
    assert.ok(search.ok);
    assert.deepEqual(search.value.rows, []);
    const own = await world.as(retail, (tx) => listClients(tx, { cooperationMode: 'own' }));
    assert.ok(own.ok);
    assert.deepEqual(
      own.value.rows.map((row) => row.shortName),
      ['合一'],
    );
  });
});
