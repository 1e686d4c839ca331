import { useParams } from '@tanstack/react-router';

/** The tenant of a page that stands under a client. */
export function useTenantId(): string {
  const { tenantId = '' } = useParams({ strict: false });
  return tenantId;
}
