import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { Shell } from './shell/Shell.tsx';

/** Every page of the console. A page is loaded when it is first opened. */
const root = createRootRoute({ notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in/SignInPage.tsx')),
});

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const page = <const Path extends string>(
  path: Path,
  load: () => Promise<{ default: () => unknown }>,
) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(load as never),
  });

const pages = [
  page('/', () => import('./pages/home/HomePage.tsx')),
  page('/clients', () => import('./pages/clients/ClientsPage.tsx')),
  page('/clients/$tenantId', () => import('./pages/clients/ClientPage.tsx')),
  page('/clients/$tenantId/people', () => import('./pages/people/PeoplePage.tsx')),
  page(
    '/clients/$tenantId/people/$employmentId',
    () => import('./pages/people/EmploymentPage.tsx'),
  ),
  page('/clients/$tenantId/imports', () => import('./pages/imports/ImportsPage.tsx')),
  page('/clients/$tenantId/runs', () => import('./pages/runs/RunsPage.tsx')),
  page('/clients/$tenantId/runs/$runId', () => import('./pages/runs/RunPage.tsx')),
  page('/clients/$tenantId/payslips/$payslipId', () => import('./pages/payslip/PayslipPage.tsx')),
  page('/clients/$tenantId/tax', () => import('./pages/tax/TaxPage.tsx')),
  page('/clients/$tenantId/tax/returns/$returnId', () => import('./pages/tax/ReturnPage.tsx')),
  page('/clients/$tenantId/workers', () => import('./pages/workers/WorkersPage.tsx')),
  page('/clients/$tenantId/workers/$workerId', () => import('./pages/workers/WorkerPage.tsx')),
  page(
    '/clients/$tenantId/workers/returns/$gigReturnId',
    () => import('./pages/workers/GigReturnPage.tsx'),
  ),
  page('/clients/$tenantId/withdrawals', () => import('./pages/withdrawals/WithdrawalsPage.tsx')),
  page(
    '/clients/$tenantId/withdrawals/$withdrawalId',
    () => import('./pages/withdrawals/WithdrawalPage.tsx'),
  ),
  page('/threads', () => import('./pages/threads/ThreadsPage.tsx')),
  page('/clients/$tenantId/threads/$threadId', () => import('./pages/threads/ThreadPage.tsx')),
  page('/declarations', () => import('./pages/declarations/DeclarationsPage.tsx')),
  page(
    '/clients/$tenantId/registrations/$registrationId/months/$period',
    () => import('./pages/declarations/MonthPage.tsx'),
  ),
  page(
    '/clients/$tenantId/declarations/$declarationId',
    () => import('./pages/declarations/DeclarationPage.tsx'),
  ),
  page(
    '/clients/$tenantId/official-bills/$officialBillId',
    () => import('./pages/declarations/BillPage.tsx'),
  ),
  page('/insurance', () => import('./pages/insurance/InsurancePage.tsx')),
  page('/clients/$tenantId/insurance', () => import('./pages/insurance/InsurancePage.tsx')),
  page(
    '/clients/$tenantId/insurance/bases/$adjustmentId',
    () => import('./pages/insurance/BaseAdjustmentPage.tsx'),
  ),
  page('/orders', () => import('./pages/orders/OrdersPage.tsx')),
  page('/clients/$tenantId/orders', () => import('./pages/orders/OrdersPage.tsx')),
  page('/clients/$tenantId/order-lines/$orderLineId', () => import('./pages/orders/LinePage.tsx')),
  page('/clients/$tenantId/evidence', () => import('./pages/evidence/EvidencePage.tsx')),
  page(
    '/clients/$tenantId/evidence/$evidenceId',
    () => import('./pages/evidence/EvidenceDetailPage.tsx'),
  ),
  page('/calculators', () => import('./pages/calculators/CalculatorsPage.tsx')),
  page('/bills', () => import('./pages/bills/BillsPage.tsx')),
  page('/clients/$tenantId/bills', () => import('./pages/bills/BillsPage.tsx')),
  page('/clients/$tenantId/bills/$clientBillId', () => import('./pages/bills/BillPage.tsx')),
  page('/clients/$tenantId/funds', () => import('./pages/funds/FundsPage.tsx')),
  page(
    '/clients/$tenantId/reconciliation',
    () => import('./pages/reconciliation/ReconciliationPage.tsx'),
  ),
  page('/clients/$tenantId/payments', () => import('./pages/payments/PaymentsPage.tsx')),
  page(
    '/clients/$tenantId/differences/$differenceRunId',
    () => import('./pages/differences/DifferencePage.tsx'),
  ),
  page('/clients/$tenantId/apps', () => import('./pages/apps/AppsPage.tsx')),
  page('/clients/$tenantId/audit', () => import('./pages/audit/AuditPage.tsx')),
  page('/accounts', () => import('./pages/accounts/AccountsPage.tsx')),
  page('/account', () => import('./pages/accounts/MyAccountPage.tsx')),
];

export const router = createRouter({
  routeTree: root.addChildren([signIn, shell.addChildren(pages)]),
  defaultPreload: 'intent',
});
