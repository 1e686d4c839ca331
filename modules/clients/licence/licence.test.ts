import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, newId, type PlainDate, plainDate, zeroFen } from '@heyi/kernel';
import { inTransaction, systemActor } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { openHouse } from '../index.ts';
import { createLicence } from './create-licence.ts';
import { expiringLicences } from './licence.store.ts';
import { listLicences } from './list-licences.ts';
import { removeLicence } from './remove-licence.ts';
import { updateLicence } from './update-licence.ts';

let world: TestHost;
let house: Id<'ten'>;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  house = world.host.houseId;
  await world.as(house, (tx) =>
    openHouse(tx, {
      name: '合一人力资源服务有限公司',
      shortName: '合一',
      uscc: '91110000802100433B',
      settings: {
        payMonthRule: 'nextMonth',
        payDay: 10,
        prorationMethod: 'dueDays',
        advanceLimit: zeroFen,
        advanceDays: 0,
        clientCutoffDays: 0,
        language: 'zh-CN',
      },
    }),
  );
});
after(() => world.close());

const dispatch = {
  kind: 'labourDispatch' as const,
  number: '京劳派 2026-0417',
  holderName: '合一人力资源服务有限公司',
  issuedBy: '北京市朝阳区人力资源和社会保障局',
  validFrom: plainDate('2024-01-08'),
  expiresOn: plainDate('2027-01-07'),
};
type Fields = Partial<Omit<typeof dispatch, 'kind' | 'expiresOn'>> & {
  kind?: 'labourDispatch' | 'other';
  title?: string;
  expiresOn?: PlainDate | null;
};

const create = (fields: Fields = {}, tenantId = house) =>
  world.as(tenantId, (tx) => createLicence(tx, { tenantId, ...dispatch, ...fields }));
const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

test('登记、修改、移除：剩余天数按今天算，长期的没有', async () => {
  const made = await create();
  assert.ok(made.ok);
  assert.deepEqual(made.value, { id: made.value.id, title: null, ...dispatch, daysLeft: 45 });
  const licenceId = made.value.id;
  const renewed = { ...dispatch, number: '京劳派 2027-0033', expiresOn: null };
  const change = () =>
    world.as(house, (tx) => updateLicence(tx, { tenantId: house, licenceId, ...renewed }));
  const changed = await change();
  assert.ok(changed.ok);
  assert.deepEqual(
    [changed.value.number, changed.value.expiresOn, changed.value.daysLeft],
    [renewed.number, null, null],
  );
  const remove = () => world.as(house, (tx) => removeLicence(tx, { tenantId: house, licenceId }));
  assert.ok((await remove()).ok);
  assert.equal(codeOf(await remove()), 'licence.not_found');
  assert.equal(codeOf(await change()), 'licence.not_found');
});

test('拒绝：没有资料的租户、没有名称的其他证照、有效期颠倒、重复的编号', async () => {
  assert.equal(codeOf(await create({}, await world.tenant())), 'client.not_found');
  assert.equal(codeOf(await create({ kind: 'other' })), 'licence.title_missing');
  const reversed = { validFrom: plainDate('2027-02-01'), expiresOn: plainDate('2027-01-31') };
  assert.equal(codeOf(await create(reversed)), 'licence.dates_reversed');
  const first = await create({ number: '甲' });
  const second = await create({ number: '乙' });
  assert.ok(first.ok && second.ok);
  assert.equal(codeOf(await create({ number: '甲' })), 'licence.number_taken');
  const licenceId = second.value.id;
  const taken = { tenantId: house, licenceId, ...dispatch, number: '甲' };
  assert.equal(
    codeOf(await world.as(house, (tx) => updateLicence(tx, taken))),
    'licence.number_taken',
  );
  assert.ok((await create({ kind: 'other', title: '食品经营许可证', number: '甲' })).ok);
});

test('快到期的：过了期的也算，长期的和还早的不算；别的租户看不到', async () => {
  await create({ number: '已过期', expiresOn: plainDate('2026-11-22') });
  await create({ number: '六十天', expiresOn: plainDate('2027-01-22') });
  await create({ number: '六十一天', expiresOn: plainDate('2027-01-23') });
  await create({ number: '长期', expiresOn: null });
  const until = plainDate('2027-01-22');
  const found = await world.as(house, (tx) => expiringLicences(tx, until));
  const numbers = found.map(({ number }) => number);
  assert.ok(numbers.includes('已过期') && numbers.includes('六十天'));
  assert.ok(!numbers.includes('六十一天') && !numbers.includes('长期'));
  const listed = await world.as(house, (tx) => listLicences(tx, { tenantId: house }));
  assert.ok(listed.ok);
  assert.equal(listed.value.rows[0]!.number, '已过期');
  assert.equal(listed.value.rows[0]!.daysLeft, -1);
  assert.equal(listed.value.rows.at(-1)!.number, '长期');
  const other = await world.tenant();
  const alone = { tenantIds: [other], actor: systemActor('王芳'), requestId: 'test' };
  const seen = await inTransaction(world.host, alone, (tx) => expiringLicences(tx, until));
  assert.deepEqual(seen, []);
  const licenceId = newId<'lic'>();
  const remove = await world.as(other, (tx) => removeLicence(tx, { tenantId: other, licenceId }));
  assert.equal(codeOf(remove), 'licence.not_found');
});
