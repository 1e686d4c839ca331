import type { EmploymentId } from '@heyi/people';
import { batchListener, listener } from '@heyi/platform';
import { type BasesFound, keepProposals } from './base-adjustment/base-proposal.ts';
import { type PaymentNews, payMonth, unpayMonth } from './contribution-month/pay-month.ts';
import { planTasks } from './task/plan-tasks.ts';

type PlanNews =
  | {
      readonly type: 'employment.started' | 'employment.changed' | 'employment.ended';
      readonly payload: { readonly employmentId: EmploymentId };
    }
  | {
      readonly type: 'roster.imported' | 'insurance_procedure.set' | 'insurance_scheme.set';
      readonly payload: unknown;
    };

/** What concerns many at once is planned for all: null. */
function plannedFor(news: readonly PlanNews[]): EmploymentId[] | null {
  const ids = new Set<EmploymentId>();
  for (const event of news) {
    if (!isOfOne(event)) return null;
    ids.add(event.payload.employmentId);
  }
  return [...ids];
}

const ofOne = ['employment.started', 'employment.changed', 'employment.ended'] as const;
const ofMany = ['roster.imported', 'insurance_procedure.set', 'insurance_scheme.set'] as const;

function isOfOne(news: PlanNews): news is PlanNews & { readonly type: (typeof ofOne)[number] } {
  return ofOne.some((type) => type === news.type);
}

/** A plan reads what is on file now: one for all that waits costs little more than one for one. */
const plans = batchListener<PlanNews>({
  name: 'insurance.plan_tasks',
  types: [...ofOne, ...ofMany],
  run: async (tx, news) => void (await planTasks(tx, plannedFor(news))),
});

const pays = listener<{ type: string; payload: PaymentNews }>({
  name: 'insurance.pay_contribution_month',
  type: 'contribution_payment.recorded',
  run: payMonth,
});

const unpays = listener<{ type: string; payload: PaymentNews }>({
  name: 'insurance.unpay_contribution_month',
  type: 'contribution_payment.revoked',
  run: unpayMonth,
});

const keeps = listener<{ type: string; payload: BasesFound }>({
  name: 'insurance.keep_base_proposals',
  type: 'base_proposals.found',
  run: keepProposals,
});

export const listeners = [pays, unpays, keeps, plans];
