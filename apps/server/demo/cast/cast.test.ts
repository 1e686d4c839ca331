import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { periodOf } from '@heyi/kernel';
import {
  parseBankCard,
  parseCreditCode,
  parseResidentId,
  parseTravelDocument,
} from '@heyi/statutory';
import { fullCast, smallCast } from './cast.ts';
import type { CastRow } from './cast-row.ts';
import { clients, payerAccounts, payerOf, providerEntities } from './companies.ts';
import { goldenKeys, goldenPeople } from './golden-people.ts';
import { logins } from './logins.ts';
import { inventWorkforce, openWageMonth } from './workforce.ts';

const { rows } = fullCast();
const isActive = (row: CastRow) => row.endsOn === null;

test('一个客户两千人、四个主体、六个城市；其余客户三十至一百五十人', () => {
  const headcounts = Map.groupBy(rows.filter(isActive), ({ tenant }) => tenant);
  const retail = headcounts.get('retail')!;
  assert.equal(retail.length, 2000);
  assert.equal(new Set(retail.map(({ entityKey }) => entityKey)).size, 4);
  assert.equal(new Set(retail.map(({ cityCode }) => cityCode)).size, 6);
  for (const [tenant, people] of headcounts) {
    if (tenant !== 'retail') assert.ok(people.length >= 30 && people.length <= 150, tenant);
  }
});

test('每种合作模式各有客户，自有员工是服务商自己', () => {
  assert.deepEqual(
    new Set(clients.map(({ cooperationMode }) => cooperationMode)),
    new Set(['agency', 'payrollAgency', 'dispatch', 'outsourcing', 'archive']),
  );
  assert.ok(rows.some(({ tenant }) => tenant === 'house'));
});

test('证件号、银行卡号、统一社会信用代码的校验码都对', () => {
  for (const { person } of rows) {
    if (person.documentKind === 'idCard') {
      const read = parseResidentId(person.documentNumber);
      assert.ok(read.ok, person.documentNumber);
      assert.equal(read.value.birthDate, person.birthDate);
      assert.equal(read.value.sex, person.sex);
    } else {
      assert.ok(parseTravelDocument('mainland-permit-hk-macau', person.documentNumber).ok);
    }
    if (person.account) assert.ok(parseBankCard(person.account.accountNumber).ok);
  }
  const entities = [...providerEntities, ...clients.flatMap((client) => client.entities)];
  for (const { uscc } of entities) assert.ok(parseCreditCode(uscc).ok, uscc);
  assert.equal(new Set(entities.map(({ uscc }) => uscc)).size, entities.length);
});

test('证件、手机、账户不重复，只有说好的那两人同一账户；工号在客户内不重复', () => {
  const people = [...new Map(rows.map(({ person }) => [person.documentNumber, person])).values()];
  const twice = rows.length - people.length;
  assert.equal(twice, goldenPeople.filter((golden) => golden.rows.length === 2).length);
  assert.equal(new Set(people.map(({ phone }) => phone)).size, people.length);
  const cards = people.flatMap(({ account }) => account?.accountNumber ?? []);
  assert.equal(new Set(cards).size, cards.length - 1);
  const numbers = rows.map((row) => `${row.tenant} ${row.employeeNumber}`);
  assert.equal(new Set(numbers).size, numbers.length);
});

test('姓名有点、有生僻字，没有张三', () => {
  const names = new Set(rows.map(({ person }) => person.name));
  for (const part of ['·', '䶮', '㛃', '尉迟']) {
    assert.ok(
      [...names].some((name) => name.includes(part)),
      part,
    );
  }
  for (const name of ['张三', '李四', '王五', '赵六']) assert.ok(!names.has(name), name);
});

test('外包客服项目约三成半在试用期', () => {
  const calls = rows.filter((row) => row.tenant === 'calls' && isActive(row));
  const share = calls.filter(({ onProbation }) => onProbation).length / calls.length;
  assert.ok(share > 0.28 && share < 0.42, String(share));
});

test('参保只在用人单位自己有户的城市；基数为正；未到的月份没有人离职', () => {
  const entities = new Map(
    [...providerEntities, ...clients.flatMap((client) => client.entities)].map((one) => [
      one.key,
      one,
    ]),
  );
  for (const row of rows) {
    assert.ok(entities.has(row.entityKey), row.entityKey);
    if (row.endsOn !== null) assert.ok(periodOf(row.endsOn) < openWageMonth(row.tenant));
    if (row.insurance === null) continue;
    const { registrations } = entities.get(row.insurance.entityKey)!;
    assert.ok(
      registrations.some(({ cityCode }) => cityCode === row.cityCode),
      row.employeeNumber,
    );
    assert.ok(row.insurance.base > 0 && row.insurance.from >= row.startsOn.slice(0, 7));
  }
});

test('每个发薪主体都有付款账户；账号不重复；登录名不重复', () => {
  for (const { entityKey } of rows) assert.ok(payerOf(entityKey), entityKey);
  const numbers = payerAccounts.map(({ accountNumber }) => accountNumber);
  assert.equal(new Set(numbers).size, numbers.length);
  assert.equal(new Set(logins.map(({ loginName }) => loginName)).size, logins.length);
});

test('演示数据在任何机器上都一样：指纹', () => {
  assert.deepEqual(inventWorkforce(), inventWorkforce());
  const hash = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
  assert.equal(hash, '4529a5386ea5deb1');
});

test('小样包含全部样例人员', () => {
  const small = smallCast(50);
  assert.equal(goldenPeople.length, goldenKeys.length);
  for (const { rows: golden } of goldenPeople) {
    for (const row of golden) assert.ok(small.rows.includes(row), row.employeeNumber);
  }
  assert.ok(small.rows.length < 100);
});
