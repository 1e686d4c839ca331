import { paymentEvidence } from './contribution-payment/payment-evidence.ts';
import { returnEvidence } from './withholding-return/return-evidence.ts';
import { calculateJob } from './calculation/calculate-run.ts';
import { attendanceImport } from './import/attendance-import.ts';
import { oneOffItemsImport } from './import/one-off-items-import.ts';
import { openingBalancesImport } from './import/opening-balances-import.ts';
import { payChangesImport } from './import/pay-changes-import.ts';
import { specialDeductionsImport } from './import/special-deductions-import.ts';
import { taxpayerFeedback } from './taxpayer-registration/taxpayer-feedback.ts';
import { bureauCalculation } from './withholding-return/bureau-calculation.ts';

export { listeners } from './listeners.ts';
export { printingRoutes, routes } from './routes.ts';

export const jobs = [calculateJob];

export const importKinds = [
  payChangesImport,
  attendanceImport,
  oneOffItemsImport,
  specialDeductionsImport,
  openingBalancesImport,
  taxpayerFeedback,
  bureauCalculation,
];

export const evidenceSubjects = [returnEvidence, paymentEvidence];
