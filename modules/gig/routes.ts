import {
  gigIncomeContract as income,
  gigTaxContract as tax,
  gigWorkerContract as worker,
} from '@heyi/contract';
import { type Route, route } from '@heyi/platform';
import { listAgreementTexts } from './agreement/list-agreement-texts.ts';
import { publishAgreementText } from './agreement/publish-agreement-text.ts';
import { signWorkerAgreement } from './agreement/sign-worker-agreement.ts';
import { addBlockEntry } from './block-list/add-block-entry.ts';
import { listBlockEntries } from './block-list/list-block-entries.ts';
import { removeBlockEntry } from './block-list/remove-block-entry.ts';
import { listIncomeLines } from './income/list-income-lines.ts';
import { readIncomeLine } from './income/read-income-line.ts';
import { reportIncomeLines } from './income/report-income-lines.ts';
import { getAdmissionSettings } from './settings/get-admission-settings.ts';
import { putAdmissionSettings } from './settings/put-admission-settings.ts';
import { chooseVatReading } from './tax/choose-vat-reading.ts';
import { listVatReadings } from './tax/list-vat-readings.ts';
import { checkWorker } from './worker/check-worker.ts';
import { getWorker } from './worker/get-worker.ts';
import { leaveWorker } from './worker/leave-worker.ts';
import { listWorkers } from './worker/list-workers.ts';
import { readWorker } from './worker/read-worker.ts';
import { registerWorker } from './worker/register-worker.ts';
import { registerWorkers } from './worker/register-workers.ts';
import { resumeWorker } from './worker/resume-worker.ts';
import { setWorkerAccount } from './worker/set-worker-account.ts';
import { suspendWorker } from './worker/suspend-worker.ts';

export const routes: readonly Route[] = [
  route(worker.registerWorker, registerWorker),
  route(worker.registerWorkers, registerWorkers),
  route(worker.listWorkers, listWorkers),
  route(worker.getWorker, getWorker),
  route(worker.readWorker, readWorker),
  route(worker.setWorkerAccount, setWorkerAccount),
  route(worker.signWorkerAgreement, signWorkerAgreement),
  route(worker.checkWorker, checkWorker),
  route(worker.suspendWorker, suspendWorker),
  route(worker.resumeWorker, resumeWorker),
  route(worker.leaveWorker, leaveWorker),
  route(worker.listBlockEntries, listBlockEntries),
  route(worker.addBlockEntry, addBlockEntry),
  route(worker.removeBlockEntry, removeBlockEntry),
  route(worker.listAgreementTexts, listAgreementTexts),
  route(worker.publishAgreementText, publishAgreementText),
  route(worker.getAdmissionSettings, getAdmissionSettings),
  route(worker.putAdmissionSettings, putAdmissionSettings),
  route(income.reportIncomeLines, reportIncomeLines),
  route(income.readIncomeLine, readIncomeLine),
  route(income.listIncomeLines, listIncomeLines),
  route(tax.listVatReadings, listVatReadings),
  route(tax.chooseVatReading, chooseVatReading),
];
