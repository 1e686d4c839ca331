import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, payPeriod, rate } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { createRegistration } from '../registration/create-registration.ts';
import { listAssignedRegistrations } from '../registration/list-assigned-registrations.ts';
import { listRegistrations } from '../registration/list-registrations.ts';
import type { RegistrationKind } from '../registration/registration.ts';
import { setRegistrationRates } from '../registration/set-registration-rates.ts';
import { updateRegistration } from '../registration/update-registration.ts';
import { castClient, castHouse, creditCode, entity, registration, valueOf } from '../testing.ts';
import { createLegalEntity } from './create-legal-entity.ts';
import type { EntityId } from './legal-entity.ts';
import { listLegalEntities } from './list-legal-entities.ts';
import { updateLegalEntity } from './update-legal-entity.ts';

let world: TestHost;
let retail: TenantId;
let store: EntityId;
let provider: EntityId;
before(async () => {
  world = await createTestHost();
  provider = await castHouse(world);
  retail = await castClient(world, 'agency');
  store = (await entity(world, retail, '华联商厦有限公司')).id;
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

describe('法人主体', () => {
  const fields = { name: '华联物流', cityCode: '110000' };
  const create = (uscc: string, parentEntityId: EntityId | null, kind: 'company' | 'branch') => {
    const input = { tenantId: retail, ...fields, uscc, kind, parentEntityId };
    return world.as(retail, (tx) => createLegalEntity(tx, input));
  };

  test('信用代码错误、总公司不对、代码重复，按次序答复', async () => {
    const taken = creditCode(500);
    assert.ok((await create(taken, null, 'company')).ok);
    assert.equal(codeOf(await create('91', null, 'branch')), 'legal_entity.uscc_malformed');
    for (const [parent, kind] of [
      [null, 'branch'],
      [store, 'company'],
      [provider, 'branch'],
    ] as const) {
      assert.equal(codeOf(await create(taken, parent, kind)), 'legal_entity.parent_not_found');
    }
    assert.equal(codeOf(await create(taken, null, 'company')), 'legal_entity.uscc_taken');
  });

  test('修改：不是自己的主体、代码错误、自己做自己的总公司、代码重复', async () => {
    const branch = (await entity(world, retail, '华联商厦通州分公司', store)).id;
    const other = creditCode(501);
    assert.ok((await create(other, null, 'company')).ok);
    const update = (entityId: EntityId, uscc: string, parentEntityId: EntityId) => {
      const input = {
        tenantId: retail,
        entityId,
        ...fields,
        uscc,
        parentEntityId,
        kind: 'branch' as const,
      };
      return world.as(retail, (tx) => updateLegalEntity(tx, input));
    };
    assert.equal(codeOf(await update(provider, other, store)), 'legal_entity.not_found');
    assert.equal(codeOf(await update(branch, 'X', store)), 'legal_entity.uscc_malformed');
    assert.equal(codeOf(await update(branch, other, branch)), 'legal_entity.parent_not_found');
    assert.equal(codeOf(await update(branch, other, store)), 'legal_entity.uscc_taken');
    const changed = await update(branch, creditCode(502), store);
    assert.ok(changed.ok);
    assert.equal(changed.value.name, '华联物流');
  });

  test('清单：自己的在前；服务商的主体只在派遣、外包下可用', async () => {
    const listOf = async (tenantId: TenantId) =>
      valueOf(await world.as(tenantId, (tx) => listLegalEntities(tx, { tenantId }))).rows;
    const agency = await listOf(retail);
    assert.equal(agency[0]!.holder, 'client');
    assert.deepEqual(
      agency.filter(({ holder }) => holder === 'provider').map(({ usable }) => usable),
      [false],
    );
    const factory = await castClient(world, 'dispatch', '工厂');
    assert.deepEqual(
      (await listOf(factory)).map(({ id, usable }) => [id, usable]),
      [[provider, true]],
    );
  });
});

describe('单位户', () => {
  const none = { injuryRate: null, housingFundRate: null, supplementaryRate: null };
  const fromPeriod = payPeriod('2026-01');
  const create = (kind: RegistrationKind, rates: object, changed: object = {}) => {
    const input = {
      tenantId: retail,
      entityId: store,
      kind,
      cityCode: '110000',
      agencyName: '北京市朝阳区社保中心',
      number: '110105000777',
      rates: { ...none, fromPeriod, ...rates },
      ...changed,
    };
    return world.as(retail, (tx) => createRegistration(tx, input));
  };

  const refusals: [string, RegistrationKind, object, object, string][] = [
    ['别家的主体', 'medical', {}, { entityId: newId<'ent'>() }, 'legal_entity.not_found'],
    ['政策库没有的城市', 'medical', {}, { cityCode: '999999' }, 'registration.city_unknown'],
    ['社保户没有工伤费率', 'socialInsurance', {}, {}, 'registration.rate_missing'],
    [
      '医保户填了公积金比例',
      'medical',
      { housingFundRate: rate('0.12') },
      {},
      'registration.rate_missing',
    ],
    [
      '公积金户没有比例',
      'housingFund',
      { supplementaryRate: rate('0.05') },
      {},
      'registration.rate_missing',
    ],
    [
      '工伤费率4%',
      'socialInsurance',
      { injuryRate: rate('0.04') },
      {},
      'registration.rate_out_of_range',
    ],
    [
      '公积金7.5%',
      'housingFund',
      { housingFundRate: rate('0.075') },
      {},
      'registration.rate_out_of_range',
    ],
    [
      '公积金13%',
      'housingFund',
      { housingFundRate: rate('0.13') },
      {},
      'registration.rate_out_of_range',
    ],
  ];
  for (const [title, kind, rates, changed, code] of refusals) {
    test(`拒绝：${title}`, async () =>
      assert.equal(codeOf(await create(kind, rates, changed)), code));
  }

  test('同一机构的编号只登记一次；修改时也一样', async () => {
    const injuryRate = rate('0.004');
    const first = await create('socialInsurance', { injuryRate });
    assert.ok(first.ok);
    assert.equal(first.value.cityName, '北京');
    assert.equal(
      codeOf(await create('socialInsurance', { injuryRate })),
      'registration.number_taken',
    );
    const second = valueOf(await create('socialInsurance', { injuryRate }, { number: '8' }));
    const update = (registrationId = second.id, number = '110105000777') => {
      const input = { tenantId: retail, registrationId, agencyName: '社保中心', number };
      return world.as(retail, (tx) => updateRegistration(tx, input));
    };
    assert.equal(codeOf(await update(newId<'reg'>())), 'registration.not_found');
    assert.equal(codeOf(await update()), 'registration.number_taken');
    assert.equal(valueOf(await update(second.id, '9')).number, '9');
  });

  test('费率自某月起调整，以前各月不变', async () => {
    const fund = await registration(world, retail, store, 'housingFund');
    const set = (registrationId: typeof fund, rates: object) => {
      const input = {
        tenantId: retail,
        registrationId,
        ...none,
        fromPeriod: payPeriod('2026-07'),
        ...rates,
      };
      return world.as(retail, (tx) => setRegistrationRates(tx, input));
    };
    assert.equal(codeOf(await set(newId<'reg'>(), {})), 'registration.not_found');
    assert.equal(codeOf(await set(fund, {})), 'registration.rate_missing');
    const tooHigh = { housingFundRate: rate('0.2') };
    assert.equal(codeOf(await set(fund, tooHigh)), 'registration.rate_out_of_range');
    const changed = valueOf(await set(fund, { housingFundRate: rate('0.08') }));
    assert.deepEqual(
      changed.rates.map((one) => [one.fromPeriod, one.housingFundRate]),
      [
        ['2026-01', 120_000],
        ['2026-07', 80_000],
      ],
    );
  });

  test('清单：看得到服务商的单位户，改不了；别的客户什么都看不到', async () => {
    const account = await registration(world, world.host.houseId, provider, 'medical');
    const list = (tenantId: TenantId, kind: RegistrationKind) =>
      world.as(tenantId, (tx) => listRegistrations(tx, { tenantId, kind }));
    const seen = valueOf(await list(retail, 'medical')).rows;
    assert.deepEqual(
      seen.map(({ id, holder }) => [id, holder]),
      [[account, 'provider']],
    );
    const input = { tenantId: retail, registrationId: account, agencyName: '某', number: '1' };
    const refused = await world.as(retail, (tx) => updateRegistration(tx, input));
    assert.equal(codeOf(refused), 'registration.not_found');
    const other = await castClient(world, 'agency', '别家');
    assert.deepEqual(valueOf(await list(other, 'housingFund')).rows, []);
    const assigned = await world.as(other, (tx) =>
      listAssignedRegistrations(tx, payPeriod('2026-11')),
    );
    assert.deepEqual(
      assigned.map(({ id }) => id),
      [account],
    );
  });
});
