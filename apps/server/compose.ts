import { accessRoutes, authenticate, authenticateLink } from '@heyi/access';
import {
  listeners as billingListeners,
  printingRoutes as billingPrintingRoutes,
  routes as billingRoutes,
} from '@heyi/billing';
import { routes as clientRoutes } from '@heyi/clients';
import { type IsLiveOpen, routes as connectRoutes } from '@heyi/connect';
import { evidenceRoutes, type EvidenceSubjects, jobs as evidenceJobs } from '@heyi/evidence';
import {
  directRoutes as gigDirectRoutes,
  importKinds as gigImportKinds,
  isLiveOpen as isVatReadingChosen,
  jobs as gigJobs,
  listeners as gigListeners,
  printingRoutes as gigPrintingRoutes,
  routes as gigRoutes,
} from '@heyi/gig';
import {
  evidenceSubjects as insuranceEvidenceSubjects,
  importKinds as insuranceImportKinds,
  jobs as insuranceJobs,
  listeners as insuranceListeners,
  routes as insuranceRoutes,
} from '@heyi/insurance';
import { routes as ledgerRoutes } from '@heyi/ledger';
import { routes as messageRoutes } from '@heyi/messages';
import {
  importKinds as orderImportKinds,
  jobs as orderJobs,
  lineSubjects,
  listeners as orderListeners,
  printingRoutes as orderPrintingRoutes,
  routes as orderRoutes,
} from '@heyi/orders';
import {
  importKinds as paymentImportKinds,
  jobs as paymentJobs,
  routes as paymentRoutes,
} from '@heyi/payments';
import {
  evidenceSubjects as payrollEvidenceSubjects,
  importKinds as payrollImportKinds,
  jobs as payrollJobs,
  listeners as payrollListeners,
  printingRoutes,
  routes as payrollRoutes,
} from '@heyi/payroll';
import { importKinds as peopleImportKinds, routes as peopleRoutes } from '@heyi/people';
import {
  createPrinter,
  type DirectRoute,
  type ImportKind,
  importsOf,
  type Job,
  type Listener,
  platformRoutes,
  type Printer,
  type Route,
} from '@heyi/platform';
import {
  importKinds as reconciliationImportKinds,
  jobs as reconciliationJobs,
  listeners as reconciliationListeners,
  routes as reconciliationRoutes,
} from '@heyi/reconciliation';
import { routes as calculatorRoutes } from './calculator/routes.ts';

/** What the modules bring; a module is added here and nowhere else. */
const importKinds: readonly ImportKind[] = [
  ...peopleImportKinds,
  ...insuranceImportKinds,
  ...reconciliationImportKinds,
  ...paymentImportKinds,
  ...payrollImportKinds,
  ...gigImportKinds,
  ...orderImportKinds,
];

const imports = importsOf(importKinds);

/** What papers are bound to by hand. */
const evidenceSubjects: readonly EvidenceSubjects[] = [
  ...insuranceEvidenceSubjects,
  ...payrollEvidenceSubjects,
  lineSubjects,
];

let printer: Printer | null = null;

/** Starts with the first print; a server that stops ends it. */
const printing: Printer = {
  print: (request) => (printer ??= createPrinter()).print(request),
  async close() {
    const ending = printer;
    printer = null;
    await ending?.close();
  },
};

export const endPrinting = (): Promise<void> => printing.close();

export const routes: readonly Route[] = [
  ...accessRoutes,
  ...platformRoutes,
  ...imports.routes,
  ...clientRoutes,
  ...connectRoutes,
  ...peopleRoutes,
  ...calculatorRoutes,
  ...evidenceRoutes(evidenceSubjects),
  ...insuranceRoutes,
  ...messageRoutes,
  ...orderRoutes,
  ...orderPrintingRoutes(printing),
  ...billingPrintingRoutes(printing),
  ...ledgerRoutes,
  ...paymentRoutes,
  ...billingRoutes,
  ...reconciliationRoutes,
  ...payrollRoutes,
  ...printingRoutes(printing),
  ...gigRoutes,
  ...gigPrintingRoutes(printing),
];

export const jobs: readonly Job[] = [
  ...imports.jobs,
  ...evidenceJobs,
  ...insuranceJobs,
  ...orderJobs,
  ...paymentJobs,
  ...reconciliationJobs,
  ...payrollJobs,
  ...gigJobs,
];

export const listeners: readonly Listener[] = [
  ...billingListeners,
  ...insuranceListeners,
  ...orderListeners,
  ...payrollListeners,
  ...reconciliationListeners,
  ...gigListeners,
];

/** What gathers many requests of apps into one transaction. */
export const directRoutes: readonly DirectRoute[] = gigDirectRoutes;

export { authenticate, authenticateLink };

/** Live keys stay closed until the provider has chosen how it reads the VAT-withholding rule. */
export const isLiveOpen: IsLiveOpen = isVatReadingChosen;
