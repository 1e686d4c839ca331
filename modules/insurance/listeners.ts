import type { Id } from '@heyi/kernel';
import { listener } from '@heyi/platform';
import { type PaymentNews, payMonth, unpayMonth } from './contribution-month/pay-month.ts';
import { planTasks } from './task/plan-tasks.ts';

type EmploymentNews = { type: string; payload: { employmentId: Id<'emp'> } };

function plansFor(type: 'employment.started' | 'employment.changed' | 'employment.ended') {
  return listener<EmploymentNews>({
    name: `insurance.plan_${type.replace('.', '_')}`,
    type,
    run: async (tx, { employmentId }) => void (await planTasks(tx, [employmentId])),
  });
}

/** What concerns many at once is planned for all. */
function plansAll(type: 'roster.imported' | 'insurance_procedure.set' | 'insurance_scheme.set') {
  return listener<{ type: string; payload: unknown }>({
    name: `insurance.plan_${type.replace('.', '_')}`,
    type,
    run: async (tx) => void (await planTasks(tx, null)),
  });
}

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

export const listeners = [
  pays,
  unpays,
  plansFor('employment.started'),
  plansFor('employment.changed'),
  plansFor('employment.ended'),
  plansAll('roster.imported'),
  plansAll('insurance_procedure.set'),
  plansAll('insurance_scheme.set'),
];
