import { useNavigate, useSearch } from '@tanstack/react-router';

type Asked = Readonly<Record<string, string | undefined>>;

/** Filters of a list stand in the address: the way back from a row leads to the same rows. */
export function useFilters(
  tab: string,
): [Asked, (changed: Readonly<Record<string, string | null>>) => void] {
  const navigate = useNavigate();
  const asked: Asked = useSearch({ strict: false });
  const change = (changed: Readonly<Record<string, string | null>>) => {
    const said = Object.entries({ ...asked, ...changed, tab }).filter(([, value]) => value);
    void navigate({ to: '.', search: Object.fromEntries(said), replace: true });
  };
  return [asked, change];
}
