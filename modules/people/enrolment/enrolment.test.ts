import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, payPeriod, plainDate, rate, yuan } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { EmploymentId } from '../employment/employment.ts';
import { reviseEmployment } from '../employment/revise-employment.ts';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import type { RegistrationId } from '../registration/registration.ts';
import { setRegistrationRates } from '../registration/set-registration-rates.ts';
import { updateRegistration } from '../registration/update-registration.ts';
import { castClient, castHouse, entity, joiner, registration, valueOf } from '../testing.ts';
import { insuredTypeOf } from './enrolment.ts';
import { setEnrolment } from './set-enrolment.ts';
import { stopEnrolment } from './stop-enrolment.ts';

let world: TestHost;
let retail: TenantId;
let store: EntityId;
let social: RegistrationId;
let medical: RegistrationId;
let fund: RegistrationId;
let big: RegistrationId;
before(async () => {
  world = await createTestHost();
  const provider = await castHouse(world);
  big = await registration(world, world.host.houseId, provider, 'socialInsurance');
  retail = await castClient(world, 'agency');
  store = (await entity(world, retail, '华联商厦有限公司')).id;
  social = await registration(world, retail, store, 'socialInsurance');
  medical = await registration(world, retail, store, 'medical');
  fund = await registration(world, retail, store, 'housingFund');
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

function set(
  employmentId: EmploymentId,
  registrationId: RegistrationId,
  from: string,
  changed: object = {},
) {
  const input = {
    tenantId: retail,
    employmentId,
    registrationId,
    fromPeriod: payPeriod(from),
    base: yuan('8000'),
    ...changed,
  };
  return world.as(retail, (tx) => setEnrolment(tx, input));
}

function detail(employmentId: EmploymentId) {
  return world.as(
    retail,
    (tx) => tx.sql<Record<string, unknown>>`
    select registration_kind, account_holder, start_month, stop_month, base_fen,
           housing_fund_rate_ppm, injury_rate_ppm, insured_type
      from people.enrolment_detail
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId}
     order by registration_kind, start_month`,
  );
}

describe('参保', () => {
  test('险种类型由用工形式和证件推出', () => {
    assert.equal(insuredTypeOf('fullTime', 'idCard'), 'employee');
    assert.equal(insuredTypeOf('dispatch', 'passport'), 'foreigner');
    assert.equal(insuredTypeOf('fullTime', 'taiwanPermit'), 'hongKongMacauTaiwan');
    assert.equal(insuredTypeOf('rehiredRetiree', 'idCard'), 'rehiredRetiree');
    assert.equal(insuredTypeOf('serviceAgreement', 'idCard'), null);
  });

  test('调基数、调单位比例、停保：各月事实逐段给出，不重不漏', async () => {
    const { id } = await joiner(world, retail, store);
    valueOf(await set(id, fund, '2026-02'));
    valueOf(await set(id, fund, '2026-07', { base: yuan('9000'), housingFundRate: rate('0.08') }));
    const rates = {
      fromPeriod: payPeriod('2026-05'),
      injuryRate: null,
      housingFundRate: rate('0.1'),
      supplementaryRate: null,
    };
    const change = { tenantId: retail, registrationId: fund, ...rates };
    valueOf(await world.as(retail, (tx) => setRegistrationRates(tx, change)));
    const stopped = valueOf(
      await world.as(retail, async (tx) => {
        const { id: enrolmentId } = (
          await tx.sql<{ id: ReturnType<typeof newId<'enr'>> }>`
        select id from people.enrolment where employment_id = ${id}`
        )[0]!;
        return stopEnrolment(tx, {
          tenantId: retail,
          enrolmentId,
          stopPeriod: payPeriod('2026-09'),
        });
      }),
    );
    assert.equal(stopped.stopPeriod, '2026-09');
    const rows = (await detail(id)).map((row) => [
      row['start_month'],
      row['stop_month'],
      row['base_fen'],
      row['housing_fund_rate_ppm'],
    ]);
    assert.deepEqual(rows, [
      ['2026-02', '2026-04', 800_000, 120_000],
      ['2026-05', '2026-06', 800_000, 100_000],
      ['2026-07', '2026-09', 900_000, 80_000],
    ]);
    const back = {
      tenantId: retail,
      registrationId: fund,
      ...rates,
      fromPeriod: payPeriod('2026-01'),
      housingFundRate: rate('0.12'),
    };
    valueOf(await world.as(retail, (tx) => setRegistrationRates(tx, back)));
  });

  test('停保后可在另一月再参保；两段不重叠', async () => {
    const { id } = await joiner(world, retail, store);
    const first = valueOf(await set(id, medical, '2026-02'));
    const stop = (stopPeriod: string, enrolmentId = first.id) =>
      world.as(retail, (tx) =>
        stopEnrolment(tx, { tenantId: retail, enrolmentId, stopPeriod: payPeriod(stopPeriod) }),
      );
    assert.equal(codeOf(await stop('2026-02', newId<'enr'>())), 'enrolment.not_found');
    assert.equal(codeOf(await stop('2026-01')), 'enrolment.stops_before_start');
    valueOf(await stop('2026-03'));
    assert.equal(codeOf(await stop('2026-04')), 'enrolment.already_stopped');
    assert.equal(valueOf(await set(id, medical, '2026-03', { base: yuan('1') })).id, first.id);
    const again = valueOf(await set(id, medical, '2026-06'));
    assert.notEqual(again.id, first.id);
    assert.equal(codeOf(await set(id, medical, '2026-02')), 'enrolment.overlaps');
  });

  test('拒绝：按次序逐项答复', async () => {
    const { id } = await joiner(world, retail, store, { startsOn: '2026-03-16' });
    const closed = await registration(world, retail, store, 'socialInsurance');
    const close = {
      tenantId: retail,
      registrationId: closed,
      agencyName: '某',
      number: '777',
      closedFrom: payPeriod('2026-03'),
    };
    valueOf(await world.as(retail, (tx) => updateRegistration(tx, close)));
    const other = await registration(world, retail, store, 'medical');
    valueOf(await set(id, medical, '2026-04'));
    const table: [string, Awaited<ReturnType<typeof set>>][] = [
      ['employment.not_found', await set(newId<'emp'>(), social, '2026-03')],
      ['registration.not_found', await set(id, newId<'reg'>(), '2026-03')],
      ['registration.not_found', await set(id, closed, '2026-03')],
      [
        'enrolment.form_not_insured',
        await set(id, medical, '2026-03', { insuredType: 'partTime' }),
      ],
      ['enrolment.before_start', await set(id, social, '2026-02')],
      [
        'enrolment.rate_out_of_range',
        await set(id, fund, '2026-03', { housingFundRate: rate('0.04') }),
      ],
      [
        'enrolment.rate_out_of_range',
        await set(id, social, '2026-03', { housingFundRate: rate('0.12') }),
      ],
      ['three_in_one.refused', await set(id, big, '2026-03')],
      ['enrolment.overlaps', await set(id, other, '2026-05')],
      ['enrolment.overlaps', await set(id, medical, '2026-03')],
    ];
    for (const [code, answer] of table) assert.equal(codeOf(answer), code);
  });

  test('非全日制只能参加工伤；劳务不参保', async () => {
    const { id } = await joiner(world, retail, store);
    const revise = (form: 'partTime' | 'serviceAgreement') => {
      const input = {
        tenantId: retail,
        employmentId: id,
        appliesFrom: plainDate('2026-01-05'),
        form,
        workCityCode: '110000',
      };
      return world.as(retail, (tx) => reviseEmployment(tx, input));
    };
    valueOf(await revise('partTime'));
    assert.equal(codeOf(await set(id, fund, '2026-02')), 'enrolment.form_not_insured');
    assert.equal(valueOf(await set(id, social, '2026-02')).terms[0]!.insuredType, 'partTime');
    valueOf(await revise('serviceAgreement'));
    assert.equal(codeOf(await set(id, social, '2026-03')), 'enrolment.form_not_insured');
  });

  test('视图给出参保户的持有人和工伤费率；别的客户看不到', async () => {
    const { id } = await joiner(world, retail, store);
    valueOf(await set(id, social, '2026-02'));
    const [row] = await detail(id);
    assert.deepEqual(row, {
      registration_kind: 'socialInsurance',
      account_holder: 'client',
      start_month: '2026-02',
      stop_month: null,
      base_fen: 800_000,
      housing_fund_rate_ppm: null,
      injury_rate_ppm: 4000,
      insured_type: 'employee',
    });
    const other = await castClient(world, 'agency', '别家');
    const seen = await world.as(other, (tx) => tx.sql`select 1 from people.enrolment_detail`);
    assert.deepEqual(seen, []);
  });
});
