import * as access from './access.ts';
import * as billing from './billing.ts';
import * as clientBill from './client-bill.ts';
import * as ledger from './ledger.ts';
import * as clients from './clients.ts';
import * as connect from './connect.ts';
import * as people from './people.ts';
import * as evidence from './evidence.ts';
import * as insurance from './insurance.ts';
import * as insuranceTask from './insurance-task.ts';
import * as baseAdjustment from './base-adjustment.ts';
import * as declaration from './declaration.ts';
import * as officialBill from './official-bill.ts';
import * as arrears from './arrears.ts';
import * as gigAdmission from './gig-admission.ts';
import * as gigFlow from './gig-flow.ts';
import * as gigFunds from './gig-funds.ts';
import * as gigIncome from './gig-income.ts';
import * as gigPage from './gig-page.ts';
import * as gigProgram from './gig-program.ts';
import * as gigTax from './gig-tax.ts';
import * as gigWithdrawal from './gig-withdrawal.ts';
import * as gigWorker from './gig-worker.ts';
import * as messages from './messages.ts';
import * as orders from './orders.ts';
import type { Operation } from './operation.ts';
import * as personLink from './person-link.ts';
import * as payments from './payments.ts';
import * as payroll from './payroll.ts';
import * as reconciliation from './reconciliation.ts';
import * as platform from './platform.ts';
import * as statutory from './statutory.ts';

/** Every module's part of the contract; the order is the order of the API page. */
export const contractModules = {
  access,
  personLink,
  clients,
  people,
  evidence,
  insurance,
  insuranceTask,
  baseAdjustment,
  declaration,
  officialBill,
  arrears,
  messages,
  orders,
  platform,
  ledger,
  payments,
  billing,
  clientBill,
  reconciliation,
  payroll,
  statutory,
  gigWorker,
  gigAdmission,
  gigIncome,
  gigProgram,
  gigFunds,
  gigWithdrawal,
  gigFlow,
  gigTax,
  gigPage,
  connect,
};

/** Every operation of the public API. */
export const operations: readonly Operation[] = Object.values(contractModules).flatMap((part) =>
  Object.values(part).filter(isOperation),
);

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'path' in value && 'failures' in value;
}
