import { listener } from '@heyi/platform';
import { type ClaimSettled, keepClaimSettlement } from './client-bill/person-claim.ts';

const claimSettled = listener<{ type: string; payload: ClaimSettled }>({
  name: 'billing.keep_claim_settlement',
  type: 'personal_receivable.settled',
  run: keepClaimSettlement,
});

export const listeners = [claimSettled];
