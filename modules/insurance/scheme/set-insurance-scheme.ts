import type { Input, insuranceTaskContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import { cityName, visibleEntities, visibleRegistrations } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import { checkScheme } from './scheme.ts';
import { putScheme } from './scheme.store.ts';

/** What joiners and leavers of an entity in a city get. Joiners who wait for it are enrolled next. */
export async function setInsuranceScheme(
  tx: Transaction,
  input: Input<typeof contract.setInsuranceScheme>,
) {
  const { tenantId: _tenant, ...fields } = input;
  const entities = await visibleEntities(tx);
  const registrations = await visibleRegistrations(tx);
  const checked = checkScheme(fields, { entities, registrations });
  if (!checked.ok) return checked;
  const scheme = await putScheme(tx, fields);
  await publish(tx, { type: 'insurance_scheme.set', payload: { schemeId: scheme.id } });
  return ok({
    ...scheme,
    insuranceEntityName: entities.get(scheme.insuranceEntityId)!.name,
    cityName: cityName('socialInsurance', scheme.cityCode),
  });
}
