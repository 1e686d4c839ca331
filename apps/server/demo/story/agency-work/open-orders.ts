import { insuranceTaskContract, ordersContract, peopleContract } from '@heyi/contract';
import { formatId } from '@heyi/kernel';
import { agreedOrders, procedures, supplier } from '../../cast/agreed-orders.ts';
import type { TenantKey } from '../../cast/company.ts';
import type { World } from '../open-companies.ts';
import { wireTenant } from '../stage.ts';

/** What clients ordered, who does it where, and the supplier of one city. */
export async function openServices(world: World, tenants: readonly TenantKey[]): Promise<void> {
  const { stage } = world;
  const specialist = world.player('insurance_specialist');
  const { id: supplierId } = await stage.act(specialist, ordersContract.createSupplier, supplier);
  for (const { tenant, supplierKey, ...terms } of agreedOrders) {
    if (!tenants.includes(tenant) && tenant !== 'house') continue;
    const tenantId = wireTenant(world.tenantOf(tenant));
    const { id: serviceOrderId } = await stage.act(specialist, ordersContract.createServiceOrder, {
      tenantId,
      ...terms,
      supplierId: supplierKey === null ? null : supplierId,
    });
    await stage.act(specialist, ordersContract.activateServiceOrder, { tenantId, serviceOrderId });
  }
  const known = agreedOrders.flatMap(({ cityCode, items }) =>
    items.map(({ item }) => ({ cityCode, item })),
  );
  await stage.act(world.player('operations'), ordersContract.putOrderSkills, {
    accountId: formatId('acc', specialist.accountId),
    skills: [...new Map(known.map((skill) => [JSON.stringify(skill), skill])).values()],
  });
}

/** Registrations of an entity in a city, by their kinds, as the API writes ids. */
export async function unitsOf(
  world: World,
  tenant: TenantKey,
  place: { readonly entityKey: string; readonly cityCode: string },
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await world.stage.act(
    world.player('insurance_specialist'),
    peopleContract.listRegistrations,
    { tenantId: wireTenant(world.tenantOf(tenant)), entityId: world.entityId(place.entityKey) },
  );
  const inCity = rows.filter(({ cityCode }) => cityCode === place.cityCode);
  return new Map(inCity.map(({ kind, id }) => [kind, id]));
}

/** The days that agencies named by telephone, with who said so. */
export async function setProcedures(world: World): Promise<void> {
  const tenantId = wireTenant(world.tenantOf('retail'));
  for (const { kinds, effective, entityKey, cityCode, ...days } of procedures) {
    const units = await unitsOf(world, 'retail', { entityKey, cityCode });
    for (const kind of kinds) {
      await world.stage.act(
        world.player('insurance_specialist'),
        insuranceTaskContract.setProcedure,
        {
          tenantId,
          registrationId: units.get(kind)!,
          validFrom: '2026-11',
          backContributionDay: null,
          enrolEffective: effective,
          stopEffective: effective,
          payment: 'current',
          backContributionMonths: 3,
          reasonCodes: [],
          filingFirst: null,
          injuryFromJoining: true,
          mark: 'secondary',
          ...days,
        },
      );
    }
  }
}
