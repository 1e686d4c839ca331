import type { AnswerOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { useMay, useSession } from './session.ts';

export type PayerAccount = AnswerOf<'listPayerAccounts'>['rows'][number];

/** The payer accounts of one tenant. */
export function usePayerAccounts(tenantId: string) {
  const may = useMay();
  return useQuery({
    queryKey: ['payerAccounts', tenantId],
    enabled: tenantId !== '' && may('payment:read'),
    queryFn: () => api.listPayerAccounts({ tenantId }),
  });
}

/** Accounts that may pay for a client: its own first, then the provider's pass-through accounts. */
export function usePayerChoices(tenantId: string): readonly PayerAccount[] {
  const { data: session } = useSession();
  const own = usePayerAccounts(tenantId);
  const house = usePayerAccounts(session?.isHouse ? session.tenantId : '');
  const all = [...(own.data?.rows ?? []), ...(house.data?.rows ?? [])];
  return all.filter(
    ({ id, state }, index) =>
      state === 'active' && all.findIndex((other) => other.id === id) === index,
  );
}

export function payerAccountText(account: PayerAccount): string {
  return `${account.holderName} · ${account.bankName} ${account.accountMasked}`;
}

export function usePayerAccountOptions(tenantId: string): { value: string; label: string }[] {
  return usePayerChoices(tenantId).map((account) => ({
    value: account.id,
    label: payerAccountText(account),
  }));
}
