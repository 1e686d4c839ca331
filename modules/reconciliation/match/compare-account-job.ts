import { type Id, ok } from '@heyi/kernel';
import { job } from '@heyi/platform';
import { z } from 'zod';
import { compareAccount } from './compare-account.ts';

export const compareAccountJob = job({
  kind: 'reconciliation.compare_account',
  input: z.object({ payerAccountId: z.custom<Id<'pac'>>((value) => typeof value === 'string') }),
  async run(context, { payerAccountId }) {
    return ok(await compareAccount(context.host, context.tenantId, payerAccountId));
  },
});
