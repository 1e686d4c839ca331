import type { AnswerOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { useMay } from './session.ts';

export type LegalEntity = AnswerOf<'listLegalEntities'>['rows'][number];

/** The legal entities that a client may use: its own, and the provider's. */
export function useEntities(tenantId: string) {
  const may = useMay();
  return useQuery({
    queryKey: ['entities', tenantId],
    enabled: may('legal_entity:read'),
    queryFn: () => api.listLegalEntities({ tenantId }),
  });
}

/** Choices of a field that names a legal entity. */
export function useEntityOptions(tenantId: string): { value: string; label: string }[] {
  const { data } = useEntities(tenantId);
  return (data?.rows ?? [])
    .filter(({ usable }) => usable)
    .map(({ id, name }) => ({ value: id, label: name }));
}
