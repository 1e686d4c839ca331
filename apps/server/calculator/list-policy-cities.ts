import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import {
  type CityScheme,
  housingFundCities,
  policyVersion,
  socialInsuranceCities,
} from '@heyi/statutory';

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
      tiers: tiersOf(insured.get(code)),
    }));
  return ok({ policyVersion, rows });
}

/** In the order of the city's own list; most cities have none. */
function tiersOf(scheme: CityScheme | undefined): string[] {
  return [...new Set((scheme?.figures ?? []).flatMap(({ tier }) => tier ?? []))];
}
