import { gigFundsWording } from './gig-funds.wording.ts';
import { gigPageWording } from './gig-page.wording.ts';
import { gigTaxWording } from './gig-tax.wording.ts';
import { gigWithdrawalWording } from './gig-withdrawal.wording.ts';
import { gigWorkerWording } from './gig-worker.wording.ts';
import { evidenceWording } from './evidence.wording.ts';
import { insuranceWording } from './insurance.wording.ts';
import { insuranceTaskWording } from './insurance-task.wording.ts';
import { baseAdjustmentWording } from './base-adjustment.wording.ts';
import { declarationWording } from './declaration.wording.ts';
import { messagesWording } from './messages.wording.ts';
import { ordersWording } from './orders.wording.ts';
import { peopleWording } from './people.wording.ts';
import { clientsWording } from './clients.wording.ts';
import { connectWording } from './connect.wording.ts';
import { contributionPaymentsWording } from './contribution-payments.wording.ts';
import { accessWording } from './access.wording.ts';
import { billingWording } from './billing.wording.ts';
import { clientBillWording } from './client-bill.wording.ts';
import { reconciliationWording } from './reconciliation.wording.ts';
import { fieldWording, otherFieldWords, requestWording } from './request.wording.ts';
import { ledgerWording } from './ledger.wording.ts';
import { paymentsWording } from './payments.wording.ts';
import { payrollDeliverableWording } from './payroll-deliverable.wording.ts';
import { payrollTaxWording } from './payroll-tax.wording.ts';
import { personLinkWording } from './person-link.wording.ts';
import { payrollWording } from './payroll.wording.ts';
import { platformWording } from './platform.wording.ts';
import { statutoryWording } from './statutory.wording.ts';

/**
 * What people read; the code is what programs read. A failure has a title, and words that say what
 * to do. The two languages that are complete stand here; others join by a file in `translations/`.
 */
export type Words = { readonly zh: string; readonly en: string };
export type FailureWords = { readonly title: Words; readonly fix: Words };

export type ModuleWording = {
  readonly operation: Readonly<Record<string, Words>>;
  readonly failure: Readonly<Record<string, FailureWords>>;
  readonly permission: Readonly<Record<string, Words>>;
};

const modules: readonly ModuleWording[] = [
  requestWording,
  platformWording,
  accessWording,
  personLinkWording,
  clientsWording,
  peopleWording,
  evidenceWording,
  insuranceWording,
  insuranceTaskWording,
  baseAdjustmentWording,
  declarationWording,
  messagesWording,
  ordersWording,
  ledgerWording,
  paymentsWording,
  billingWording,
  clientBillWording,
  reconciliationWording,
  payrollWording,
  payrollTaxWording,
  contributionPaymentsWording,
  payrollDeliverableWording,
  statutoryWording,
  gigWorkerWording,
  gigTaxWording,
  gigWithdrawalWording,
  gigPageWording,
  gigFundsWording,
  connectWording,
];

export type Language = keyof Words;

/** The first language of an Accept-Language header that we have; else Chinese. */
export function languageOf(acceptLanguage: string): Language {
  for (const part of acceptLanguage.split(',')) {
    const tag = part.split(';')[0]!.trim().toLowerCase();
    if (tag.startsWith('zh')) return 'zh';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh';
}

export const operationWords: Readonly<Record<string, Words>> = merged('operation');
export const failureWords: Readonly<Record<string, FailureWords>> = merged('failure');
export const permissionWords: Readonly<Record<string, Words>> = merged('permission');

export { fieldWording };

/** What a refused field wants, by its `message`. */
export function fieldWordsOf(message: string): Words {
  return fieldWording[message] ?? otherFieldWords;
}

function merged<K extends keyof ModuleWording>(kind: K): ModuleWording[K] {
  return Object.assign({}, ...modules.map((wording) => wording[kind]));
}
