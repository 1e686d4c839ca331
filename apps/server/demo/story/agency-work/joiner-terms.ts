import { insuranceTaskContract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Cast } from '../../cast/cast.ts';
import type { World } from '../open-companies.ts';
import { wireTenant } from '../stage.ts';
import { unitsOf } from './open-orders.ts';

const place = { entityKey: 'heyi-outsourcing', cityCode: '330100' } as const;

/** 参保方案 of the live-streaming client for who joins from now on, and the 用工备案 of its newest one. */
export async function agreeJoinerTerms(world: World, cast: Cast): Promise<void> {
  const { stage } = world;
  const specialist = world.player('insurance_specialist');
  const tenantId = wireTenant(world.tenantOf('live'));
  const units = await unitsOf(world, 'house', place);
  const socialInsuranceId = units.get('socialInsurance');
  assert(socialInsuranceId, 'the company is registered in the city');
  await stage.act(specialist, insuranceTaskContract.setInsuranceScheme, {
    tenantId,
    insuranceEntityId: world.entityId(place.entityKey),
    cityCode: place.cityCode,
    socialInsuranceId,
    medicalId: units.get('medical') ?? null,
    housingFundId: units.get('housingFund') ?? null,
    insuranceBaseRule: 'agreedWage',
    insuranceBase: null,
    fundBaseRule: 'agreedWage',
    fundBase: null,
    fundRate: null,
    joinUntilDay: 15,
    leaveUntilDay: 0,
    leaverDifferences: 'client',
  });
  const [newest] = cast
    .rowsOf('live')
    .filter(({ insurance, endsOn }) => insurance !== null && endsOn === null)
    .toSorted((a, b) => (a.startsOn < b.startsOn ? 1 : -1));
  await stage.act(specialist, insuranceTaskContract.requestInsuranceTask, {
    tenantId,
    employmentId: await world.employmentId('live', newest!.employeeNumber),
    registrationId: socialInsuranceId,
    kind: 'employmentFiling',
  });
}
