import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from './api.ts';
import { useMay } from './session.ts';

export type City = {
  code: string;
  name: string;
  hasSocialInsurance: boolean;
  hasHousingFund: boolean;
  tiers: readonly string[];
};

/** The cities of the policy library and its version. */
export function usePolicyCities() {
  const may = useMay();
  return useQuery({
    queryKey: ['policyCities'],
    enabled: may('statutory:calculate'),
    staleTime: Infinity,
    queryFn: () => api.listPolicyCities({}),
  });
}

/** The cities of the policy library, under the names of the page's language. */
export function useCities(): readonly City[] {
  const { i18n } = useTranslation();
  const cities = usePolicyCities();
  return (cities.data?.rows ?? []).map(({ nameZh, nameEn, ...city }) => ({
    ...city,
    name: i18n.language === 'en' ? nameEn : nameZh,
  }));
}

/** The name of a city where the policy library knows it, else its code. */
export function useCityName(): (code: string) => string {
  const cities = useCities();
  return (code) => cities.find((city) => city.code === code)?.name ?? code;
}

type Placed = { readonly cityCode?: string | null; readonly cityName: string | null };

/** Where something is, by the name of the page's language; what the library lacks keeps its own. */
export function usePlace(): (of: Placed) => string {
  const { i18n } = useTranslation();
  const rows = usePolicyCities().data?.rows ?? [];
  return ({ cityCode = null, cityName }) => {
    const city = rows.find(({ code, nameZh }) =>
      cityCode === null ? nameZh === cityName : code === cityCode,
    );
    if (city === undefined) return cityName ?? cityCode ?? '';
    return i18n.language === 'en' ? city.nameEn : city.nameZh;
  };
}
