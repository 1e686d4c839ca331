import type { AnswerOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../api.ts';
import { useMay } from '../session.ts';

export type ClientRow = AnswerOf<'listClients'>['rows'][number];

const storageKey = 'heyi.client';

export function useClients() {
  const may = useMay();
  return useQuery({
    queryKey: ['clients'],
    enabled: may('client:read'),
    queryFn: () => api.listClients({ limit: 500 }),
  });
}

/** The client in the address, else the one chosen last. */
export function useClient(): ClientRow | undefined {
  const { tenantId } = useParams({ strict: false });
  const clients = useClients();
  const wanted = tenantId ?? localStorage.getItem(storageKey);
  if (tenantId) localStorage.setItem(storageKey, tenantId);
  const rows = clients.data?.rows ?? [];
  return rows.find((row) => row.id === wanted) ?? rows[0];
}
