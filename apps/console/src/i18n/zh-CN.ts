import { formsZh } from '../forms/forms.words.ts';
import { billsZh } from '../pages/bills/bills.words.ts';
import { clientsZh } from '../pages/clients/clients.words.ts';
import { differencesZh } from '../pages/differences/differences.words.ts';
import { accountsZh } from '../pages/accounts/accounts.words.ts';
import { appsZh } from '../pages/apps/apps.words.ts';
import { auditZh } from '../pages/audit/audit.words.ts';
import { calculatorsZh } from '../pages/calculators/calculators.words.ts';
import { evidenceZh } from '../evidence/evidence.words.ts';
import { fundsZh } from '../pages/funds/funds.words.ts';
import { paymentsZh } from '../pages/payments/payments.words.ts';
import { homeZh } from '../pages/home/home.words.ts';
import { declarationsZh } from '../pages/declarations/declarations.words.ts';
import { insuranceZh } from '../pages/insurance/insurance.words.ts';
import { ordersZh } from '../pages/orders/orders.words.ts';
import { importsZh } from '../pages/imports/imports.words.ts';
import { peopleZh } from '../pages/people/people.words.ts';
import { obligationsZh } from '../pages/runs/pay/obligations.words.ts';
import { reconciliationZh } from '../pages/reconciliation/reconciliation.words.ts';
import { runsZh } from '../pages/runs/runs.words.ts';
import { countdownZh } from '../countdown.words.ts';
import { payslipZh } from '../pages/payslip/payslip.words.ts';
import { taxZh } from '../pages/tax/tax.words.ts';
import { withdrawalsZh } from '../pages/withdrawals/withdrawals.words.ts';
import { workersZh } from '../pages/workers/workers.words.ts';
import { threadsZh } from '../threads/threads.words.ts';
import { reasonsZh } from '../reasons.words.ts';
import { shellZh } from '../shell/shell.words.ts';
import { namesIn } from './names.ts';

/** One file of words beside each area of pages; Chinese is the measure, English follows it. */
export default {
  names: namesIn('zh'),
  ...shellZh,
  ...formsZh,
  ...billsZh,
  ...clientsZh,
  ...differencesZh,
  ...declarationsZh,
  ...insuranceZh,
  ...importsZh,
  ...runsZh,
  ...obligationsZh,
  ...peopleZh,
  ...reasonsZh,
  ...homeZh,
  ...ordersZh,
  ...calculatorsZh,
  ...accountsZh,
  ...evidenceZh,
  ...fundsZh,
  ...paymentsZh,
  ...reconciliationZh,
  ...appsZh,
  ...auditZh,
  ...countdownZh,
  ...payslipZh,
  ...taxZh,
  ...threadsZh,
  ...withdrawalsZh,
  ...workersZh,
};
