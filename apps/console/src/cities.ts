export type City = { code: string; name: string };

export function useCities(): readonly City[] {
  return [];
}

/** The name of a city where the policy library knows it, else its code. */
export function useCityName(): (code: string) => string {
  const cities = useCities();
  return (code) => cities.find((city) => city.code === code)?.name ?? code;
}
