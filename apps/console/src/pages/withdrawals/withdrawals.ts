import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../../api.ts';

export type Withdrawal = AnswerOf<'listWithdrawals'>['rows'][number];
export type WithdrawalView = AnswerOf<'getWithdrawal'>;
export type Program = AnswerOf<'listPrograms'>['rows'][number];
export type Funds = AnswerOf<'getProgramFunds'>;
export type Claim = AnswerOf<'listTopUpClaims'>['rows'][number];
export type Sheet = AnswerOf<'listSettlementSheets'>['rows'][number];
export type Batch = AnswerOf<'listPayoutBatches'>['rows'][number];
export type BatchRow = AnswerOf<'getPayoutBatch'>['rows'][number];
export type Flow = AnswerOf<'getWithdrawalFlow'>;
export type Proof = AnswerOf<'listWithdrawalProofs'>['rows'][number];

export const toneOfWithdrawal: Record<Withdrawal['state'], Tone> = {
  accepted: 'active',
  suspended: 'warn',
  sent: 'active',
  unknown: 'warn',
  paid: 'good',
  returned: 'bad',
  failed: 'bad',
  cancelled: 'neutral',
};

export const toneOfFunds: Record<Funds['state'], Tone> = {
  enough: 'good',
  low: 'warn',
  suspended: 'bad',
};

export const toneOfClaim: Record<Claim['state'], Tone> = {
  open: 'warn',
  confirmed: 'good',
  refused: 'bad',
  cancelled: 'neutral',
};

export const toneOfSheet: Record<Sheet['state'], Tone> = {
  generated: 'warn',
  confirmed: 'good',
  invoiceRequested: 'active',
  invoiced: 'good',
};

export const toneOfBatch: Record<Batch['state'], Tone> = {
  draft: 'warn',
  confirmed: 'good',
  cancelled: 'neutral',
};

export function usePrograms(tenantId: string) {
  return useQuery({
    queryKey: ['programs', tenantId],
    queryFn: () => api.listPrograms({ tenantId }),
  });
}

/** The program that the page is about stands in the address; the first that is live otherwise. */
export function useChosenProgram(programs: readonly Program[]) {
  const navigate = useNavigate();
  const search: Record<string, string | undefined> = useSearch({ strict: false });
  const usual = programs.find(({ environment }) => environment === 'live') ?? programs[0];
  const chosen = programs.find(({ id }) => id === search['program']) ?? usual;
  const choose = (program: string) =>
    void navigate({ to: '.', search: { ...search, program }, replace: true });
  return { chosen, choose };
}
