import type { Input, insuranceTaskContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import { cityName, visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { schemesOf } from './scheme.store.ts';

export async function listInsuranceSchemes(
  tx: Transaction,
  _input: Input<typeof contract.listInsuranceSchemes>,
) {
  const entities = await visibleEntities(tx);
  const schemes = await schemesOf(tx);
  return ok({
    rows: schemes.map((scheme) => ({
      ...scheme,
      insuranceEntityName: entities.get(scheme.insuranceEntityId)?.name ?? '',
      cityName: cityName('socialInsurance', scheme.cityCode),
    })),
  });
}
