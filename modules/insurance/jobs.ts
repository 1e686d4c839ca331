import { fillDeclarationJob } from './declaration/fill-declaration.ts';
import { calculateDifferencesJob } from './difference-run/calculate-differences.ts';
import { enterBillJob } from './official-bill/enter-bill.ts';
import { reconcileBillJob } from './official-bill/reconcile-bill.ts';

export const jobs = [calculateDifferencesJob, fillDeclarationJob, reconcileBillJob, enterBillJob];
