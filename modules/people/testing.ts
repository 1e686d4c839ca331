import { type ClientSettings, type CooperationMode, createClient, openHouse } from '@heyi/clients';
import { assert, type Id, payPeriod, plainDate, rate, type Result, yuan } from '@heyi/kernel';
import { systemActor, type TenantId } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { parseCreditCode, parseResidentId } from '@heyi/statutory';
import { joinPerson } from './employment/join-person.ts';
import { createLegalEntity } from './legal-entity/create-legal-entity.ts';
import type { EntityId } from './legal-entity/legal-entity.ts';
import { createRegistration } from './registration/create-registration.ts';
import type { RegistrationId, RegistrationKind } from './registration/registration.ts';

/** The people and companies of the tests: numbers are right in form and belong to nobody. */

/** A valid 身份证 number of somebody born on the day; `order` makes it another one. */
export function idCardNumber(order: number, birth = '19900307', region = '110105'): string {
  const body = `${region}${birth}${String(order).padStart(3, '0')}`;
  const number = [...'0123456789X'].map((digit) => body + digit).find((n) => parseResidentId(n).ok);
  assert(number, `no check digit for ${body}`);
  return number;
}

/** A valid 统一社会信用代码. */
export function creditCode(order: number): string {
  const body = `91110105MA${String(order).padStart(6, '0')}`;
  for (const organisation of '0123456789X') {
    for (const check of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
      const code = body + organisation + check;
      if (parseCreditCode(code).ok) return code;
    }
  }
  return creditCode(order + 1000);
}

export function valueOf<T>(result: Result<T, { code: string }>): T {
  assert(result.ok, result.ok ? '' : `refused: ${JSON.stringify(result.failure)}`);
  return result.value;
}

export const testSettings: ClientSettings = {
  payMonthRule: 'sameMonth',
  payDay: 25,
  prorationMethod: 'paidDays2175',
  advanceLimit: yuan('500000'),
  advanceDays: 15,
  clientCutoffDays: 3,
  language: 'zh-CN',
};

let codes = 0;

/** The house with its record and one entity that employs in dispatch and outsourcing. */
export async function castHouse(world: TestHost): Promise<EntityId> {
  const { houseId } = world.host;
  const house = {
    name: '合一人力资源服务有限公司',
    shortName: '合一',
    uscc: creditCode((codes += 1)),
  };
  return world.as(houseId, async (tx) => {
    await openHouse(tx, { ...house, settings: testSettings });
    return (await entity(world, houseId, house.name)).id;
  });
}

/** A client of the mode, without entities yet. */
export async function castClient(
  world: TestHost,
  cooperationMode: CooperationMode,
  shortName = '华联',
): Promise<TenantId> {
  const master = { name: `${shortName}有限公司`, shortName, uscc: creditCode((codes += 1)) };
  const input = { ...master, cooperationMode, settings: testSettings };
  const actor = systemActor('seed');
  return valueOf(await world.as(world.host.houseId, (tx) => createClient(tx, input), actor)).id;
}

export async function entity(
  world: TestHost,
  tenantId: TenantId,
  name: string,
  parentEntityId: EntityId | null = null,
) {
  const kind = parentEntityId === null ? ('company' as const) : ('branch' as const);
  const uscc = creditCode((codes += 1));
  const input = { tenantId, name, uscc, kind, parentEntityId, cityCode: '110000' };
  return valueOf(await world.as(tenantId, (tx) => createLegalEntity(tx, input)));
}

const agencies: Readonly<Record<RegistrationKind, string>> = {
  socialInsurance: '北京市朝阳区社会保险基金管理中心',
  medical: '北京市朝阳区医疗保险事务管理中心',
  housingFund: '北京住房公积金管理中心朝阳管理部',
};

export async function registration(
  world: TestHost,
  tenantId: TenantId,
  entityId: EntityId,
  kind: RegistrationKind,
  cityCode = '110000',
): Promise<RegistrationId> {
  const rates = {
    fromPeriod: payPeriod('2026-01'),
    injuryRate: kind === 'socialInsurance' ? rate('0.004') : null,
    housingFundRate: kind === 'housingFund' ? rate('0.12') : null,
    supplementaryRate: null,
  };
  const number = String((codes += 1)).padStart(10, '0');
  const input = { tenantId, entityId, kind, cityCode, agencyName: agencies[kind], number, rates };
  return valueOf(await world.as(tenantId, (tx) => createRegistration(tx, input))).id;
}

/** Somebody at the entity from a day on, employed, paid and named to be insured by it. */
export async function joiner(
  world: TestHost,
  tenantId: TenantId,
  entityId: EntityId,
  facts: { name?: string; document?: string; startsOn?: string } = {},
): Promise<{ id: Id<'emp'>; personId: Id<'per'> }> {
  const { name = '阿依古丽·买买提', document = idCardNumber((codes += 1)) } = facts;
  const input = {
    tenantId,
    person: { name, documentKind: 'idCard' as const, documentNumber: document },
    employment: {
      contractEntityId: entityId,
      payTaxEntityId: entityId,
      insuranceEntityId: entityId,
      form: 'fullTime' as const,
      workCityCode: '110000',
      startsOn: plainDate(facts.startsOn ?? '2026-01-05'),
    },
  };
  return valueOf(await world.as(tenantId, (tx) => joinPerson(tx, input)));
}
