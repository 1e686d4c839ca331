import { formsEn } from '../forms/forms.words.ts';
import { billsEn } from '../pages/bills/bills.words.ts';
import { clientsEn } from '../pages/clients/clients.words.ts';
import { differencesEn } from '../pages/differences/differences.words.ts';
import { accountsEn } from '../pages/accounts/accounts.words.ts';
import { appsEn } from '../pages/apps/apps.words.ts';
import { auditEn } from '../pages/audit/audit.words.ts';
import { calculatorsEn } from '../pages/calculators/calculators.words.ts';
import { evidenceEn } from '../evidence/evidence.words.ts';
import { fundsEn } from '../pages/funds/funds.words.ts';
import { paymentsEn } from '../pages/payments/payments.words.ts';
import { homeEn } from '../pages/home/home.words.ts';
import { declarationsEn } from '../pages/declarations/declarations.words.ts';
import { insuranceEn } from '../pages/insurance/insurance.words.ts';
import { ordersEn } from '../pages/orders/orders.words.ts';
import { importsEn } from '../pages/imports/imports.words.ts';
import { peopleEn } from '../pages/people/people.words.ts';
import { obligationsEn } from '../pages/runs/pay/obligations.words.ts';
import { reconciliationEn } from '../pages/reconciliation/reconciliation.words.ts';
import { runsEn } from '../pages/runs/runs.words.ts';
import { countdownEn } from '../countdown.words.ts';
import { payslipEn } from '../pages/payslip/payslip.words.ts';
import { taxEn } from '../pages/tax/tax.words.ts';
import { withdrawalsEn } from '../pages/withdrawals/withdrawals.words.ts';
import { workersEn } from '../pages/workers/workers.words.ts';
import { threadsEn } from '../threads/threads.words.ts';
import { reasonsEn } from '../reasons.words.ts';
import { shellEn } from '../shell/shell.words.ts';
import { namesIn } from './names.ts';

export default {
  names: namesIn('en'),
  ...shellEn,
  ...formsEn,
  ...billsEn,
  ...clientsEn,
  ...differencesEn,
  ...declarationsEn,
  ...insuranceEn,
  ...importsEn,
  ...runsEn,
  ...obligationsEn,
  ...peopleEn,
  ...reasonsEn,
  ...homeEn,
  ...ordersEn,
  ...calculatorsEn,
  ...accountsEn,
  ...evidenceEn,
  ...fundsEn,
  ...paymentsEn,
  ...reconciliationEn,
  ...appsEn,
  ...auditEn,
  ...countdownEn,
  ...payslipEn,
  ...taxEn,
  ...threadsEn,
  ...withdrawalsEn,
  ...workersEn,
};
