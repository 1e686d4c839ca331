import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { housingFundCities, policyVersion, socialInsuranceCities } from '@heyi/statutory';

export async function listPolicyCities(_: Transaction, _input: object) {
  const insured = new Map(socialInsuranceCities().map((city) => [city.code, city]));
  const funded = new Map(housingFundCities().map((city) => [city.code, city]));
  const rows = [...new Map([...funded, ...insured]).values()]
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name }) => ({
      code,
      nameZh: name.zh,
      nameEn: name.en,
      hasSocialInsurance: insured.has(code),
      hasHousingFund: funded.has(code),
    }));
  return ok({ policyVersion, rows });
}
