import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import fc from 'fast-check';
import { endPayeeAccount } from '../payee-account/end-payee-account.ts';
import { checkAccount } from '../payee-account/payee-account.ts';
import { setPayeeAccount } from '../payee-account/set-payee-account.ts';
import { castClient, castHouse, idCardNumber, valueOf } from '../testing.ts';
import { createPerson } from './create-person.ts';
import { checkDocument, checkPhone, type DocumentKind, writtenName } from './person.ts';
import { revealPersonField } from './reveal-person-field.ts';
import { updatePerson } from './update-person.ts';

let world: TestHost;
let tenant: TenantId;
before(async () => {
  world = await createTestHost();
  await castHouse(world);
  tenant = await castClient(world, 'agency');
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

function create(documentNumber: string, changed: object = {}, at = tenant) {
  const person = { name: '㛃晓·阿不都', documentKind: 'idCard' as const, documentNumber };
  return world.as(at, (tx) => createPerson(tx, { tenantId: at, ...person, ...changed }));
}

describe('证件、电话、姓名、账号', () => {
  const documents: [DocumentKind, string, string | null][] = [
    ['idCard', ' 11010519900307001x ', null],
    ['idCard', idCardNumber(1), idCardNumber(1)],
    ['idCard', idCardNumber(1, '19900307', '810000'), null],
    [
      'hkMacaoTaiwanResidencePermit',
      idCardNumber(1, '19900307', '810000'),
      idCardNumber(1, '19900307', '810000'),
    ],
    ['hkMacaoTaiwanResidencePermit', idCardNumber(1), null],
    ['hkMacaoPermit', 'h12345678', 'H12345678'],
    ['taiwanPermit', '01234567', '01234567'],
    ['passport', 'EA1234567', 'EA1234567'],
    ['passport', '——', null],
    ['foreignPermanentResident', 'GBR110081010101', 'GBR110081010101'],
  ];
  for (const [kind, number, expected] of documents) {
    test(`${kind} ${number.trim()}：${expected === null ? '拒绝' : '接受'}`, () => {
      assert.equal(checkDocument(kind, number)?.number ?? null, expected);
    });
  }

  test('任改一位数字的身份证号都不被接受', () => {
    fc.assert(
      fc.property(fc.nat(998), fc.nat(16), fc.integer({ min: 1, max: 9 }), (order, at, by) => {
        const number = idCardNumber(order + 1);
        const digit = (Number(number[at]) + by) % 10;
        const changed = number.slice(0, at) + digit + number.slice(at + 1);
        assert.equal(checkDocument('idCard', changed), null);
      }),
    );
  });

  test('手机号：空格、+86 去掉；境外要加号', () => {
    assert.equal(checkPhone('+86 138-1234-5678'), '13812345678');
    assert.equal(checkPhone('+85291234567'), '+85291234567');
    assert.equal(checkPhone('12345'), null);
  });

  test('姓名：间隔号统一，生僻字不动', () => {
    assert.equal(writtenName('阿依古丽 • 买买提'), '阿依古丽·买买提');
    assert.equal(writtenName(' 㛃䶮 '), '㛃䶮');
  });

  test('银行账号：62开头的卡号核对校验位，存折号不核对', () => {
    const check = (accountNumber: string) =>
      checkAccount({ bankName: '某银行', accountNumber, holderName: '王' }).ok;
    assert.equal(check('6222 0212 3456 7890 128'), true);
    assert.equal(check('6222021234567890127'), false);
    assert.equal(check('0200001009012345678'), true);
    assert.equal(check('12-34'), false);
  });
});

describe('人员', () => {
  test('新建：号码遮蔽，出生日期和性别取自身份证', async () => {
    const number = idCardNumber(21);
    const person = valueOf(await create(number, { phone: '13812345678' }));
    assert.equal(person.name, '㛃晓·阿不都');
    assert.equal(person.documentMasked, `${number.slice(0, 6)}********${number.slice(-4)}`);
    assert.deepEqual(
      [person.birthDate, person.sex, person.residency],
      ['1990-03-07', 'male', 'resident'],
    );
    assert.equal(person.phoneMasked, '138****5678');
    const stored = await world.as(
      tenant,
      (tx) => tx.sql`select * from people.person where id = ${person.id}`,
    );
    assert.equal(JSON.stringify(stored).includes(number), false);
  });

  test('拒绝：证件、电话、重复证件；别的客户可以有同一个人', async () => {
    const number = idCardNumber(22);
    assert.equal(codeOf(await create('110105')), 'person.document_malformed');
    assert.equal(codeOf(await create(number, { phone: '1' })), 'person.phone_malformed');
    assert.ok((await create(number)).ok);
    assert.equal(codeOf(await create(number)), 'person.document_taken');
    const other = await castClient(world, 'agency', '别家');
    assert.ok((await create(number, {}, other)).ok);
  });

  test('两人同时录入同一个人：后来的等前一个提交，然后被拒绝', async () => {
    const number = idCardNumber(23);
    let second: ReturnType<typeof create> | null = null;
    await world.as(tenant, async (tx) => {
      const person = { name: '先到', documentKind: 'idCard' as const, documentNumber: number };
      assert.ok((await createPerson(tx, { tenantId: tenant, ...person })).ok);
      second = create(number);
      await new Promise((resolve) => setTimeout(resolve, 60));
    });
    assert.equal(codeOf(await second!), 'person.document_taken');
  });

  test('修改：不填证件号和电话就不动；改成别人的证件被拒绝', async () => {
    const [first, second] = [idCardNumber(24), idCardNumber(25)];
    const { id } = valueOf(await create(first, { phone: '13812345678' }));
    assert.ok((await create(second)).ok);
    const update = (personId: typeof id, changed: object) => {
      const input = {
        tenantId: tenant,
        personId,
        name: '欧阳䶮',
        documentKind: 'idCard' as const,
        ...changed,
      };
      return world.as(tenant, (tx) => updatePerson(tx, input));
    };
    const same = valueOf(await update(id, { hukouType: 'otherRural' }));
    assert.deepEqual(
      [same.name, same.phoneMasked, same.hukouType],
      ['欧阳䶮', '138****5678', 'otherRural'],
    );
    assert.equal(codeOf(await update(newId<'per'>(), {})), 'person.not_found');
    assert.equal(codeOf(await update(id, { documentNumber: '1' })), 'person.document_malformed');
    assert.equal(codeOf(await update(id, { phone: '1' })), 'person.phone_malformed');
    assert.equal(codeOf(await update(id, { documentNumber: second })), 'person.document_taken');
  });

  test('查看完整号码：给出原文，日志记下谁、看了什么、为什么，不记号码', async () => {
    const number = idCardNumber(26);
    const { id } = valueOf(await create(number));
    const reveal = (personId: typeof id, field: 'documentNumber' | 'phone', at = tenant) =>
      world.as(at, (tx) =>
        revealPersonField(tx, { tenantId: at, personId, field, reason: '核对银行退票' }),
      );
    assert.deepEqual(valueOf(await reveal(id, 'documentNumber')), { value: number });
    assert.equal(codeOf(await reveal(newId<'per'>(), 'phone')), 'person.not_found');
    assert.equal(codeOf(await reveal(id, 'phone')), 'person.field_empty');
    const other = await castClient(world, 'agency', '窥探');
    assert.equal(codeOf(await reveal(id, 'documentNumber', other)), 'person.not_found');
    const entries = await world.as(
      tenant,
      (tx) => tx.sql<{ detail: object }>`
      select detail from platform.audit_entry where subject_id = ${id}`,
    );
    assert.deepEqual(entries, [{ detail: { field: 'documentNumber', reason: '核对银行退票' } }]);
  });
});

describe('收款账户', () => {
  const account = { bankName: '工商银行朝阳支行', bankCode: '102100099996', holderName: '欧阳䶮' };
  const set = (personId: ReturnType<typeof newId<'per'>>, accountNumber: string) =>
    world.as(tenant, (tx) =>
      setPayeeAccount(tx, { tenantId: tenant, personId, ...account, accountNumber }),
    );

  test('更换账户留下历史；同样的账户再交一次不算变更', async () => {
    const { id } = valueOf(await create(idCardNumber(31)));
    const first = valueOf(await set(id, '6222021234567890128'));
    assert.equal(first.accountMasked, '6222***********0128');
    world.clock.set('2026-11-24T01:00:00.000Z');
    assert.equal(valueOf(await set(id, '6222 0212 3456 7890 128')).id, first.id);
    const second = valueOf(await set(id, '0200001009012345678'));
    assert.notEqual(second.id, first.id);
    const end = () =>
      world.as(tenant, (tx) => endPayeeAccount(tx, { tenantId: tenant, personId: id }));
    assert.notEqual(valueOf(await end()).endedAt, null);
    assert.equal(codeOf(await end()), 'payee_account.not_found');
    const events = await world.as(
      tenant,
      (tx) => tx.sql`
      select 1 from platform.outbox where type = 'payee_account.changed'`,
    );
    assert.equal(events.length, 3);
  });

  test('拒绝：没有这个人、账号不对', async () => {
    const unknown = newId<'per'>();
    assert.equal(codeOf(await set(unknown, '6222021234567890128')), 'person.not_found');
    const end = await world.as(tenant, (tx) =>
      endPayeeAccount(tx, { tenantId: tenant, personId: unknown }),
    );
    assert.equal(codeOf(end), 'person.not_found');
    const { id } = valueOf(await create(idCardNumber(32)));
    assert.equal(codeOf(await set(id, '6222021234567890127')), 'payee_account.number_malformed');
  });
});
