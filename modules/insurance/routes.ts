import {
  arrearsContract as arrears,
  baseAdjustmentContract as bases,
  declarationContract as declarations,
  insuranceContract as contract,
  insuranceTaskContract as tasks,
  officialBillContract as bills,
} from '@heyi/contract';
import { route } from '@heyi/platform';
import { estimateContributions } from './contribution-line/estimate-contributions.ts';
import { listContributionLines } from './contribution-line/list-contribution-lines.ts';
import { listRegistrationsDue } from './cutoff/list-registrations-due.ts';
import { commitDifferences } from './difference-run/commit-differences.ts';
import { getDifferenceRun } from './difference-run/get-difference-run.ts';
import { listDifferenceLines } from './difference-run/list-difference-lines.ts';
import { listDifferencePeople } from './difference-run/list-difference-people.ts';
import { listDifferenceRuns } from './difference-run/list-difference-runs.ts';
import { previewDifferences } from './difference-run/preview-differences.ts';
import { confirmLastPeriod } from './last-period/confirm-last-period.ts';
import { listLastPeriods } from './last-period/list-last-periods.ts';
import { listProcedures } from './procedure/list-procedures.ts';
import { setProcedure } from './procedure/set-procedure.ts';
import { listInsuranceSchemes } from './scheme/list-insurance-schemes.ts';
import { listUninsuredJoiners } from './scheme/list-uninsured-joiners.ts';
import { setInsuranceScheme } from './scheme/set-insurance-scheme.ts';
import { getInsuranceChain } from './task/get-insurance-chain.ts';
import { listInsuranceTasks } from './task/list-insurance-tasks.ts';
import { requestInsuranceTask } from './task/request-insurance-task.ts';

import { createBaseAdjustment } from './base-adjustment/create-base-adjustment.ts';
import { listBaseAdjustments } from './base-adjustment/list-base-adjustments.ts';
import { listBaseRows } from './base-adjustment/list-base-rows.ts';
import { takeBaseProposals } from './base-adjustment/take-base-proposals.ts';
import { confirmBaseRows } from './base-adjustment/confirm-base-rows.ts';
import { applyBaseAdjustment } from './base-adjustment/apply-base-adjustment.ts';
import { cancelBaseAdjustment } from './base-adjustment/cancel-base-adjustment.ts';
import { createBaseLink } from './base-adjustment/create-base-link.ts';
import { readLinkedBase } from './base-adjustment/read-linked-base.ts';
import { answerLinkedBase } from './base-adjustment/answer-linked-base.ts';
import { previewBackContribution } from './back-contribution/preview-back-contribution.ts';
import { requestBackContribution } from './back-contribution/request-back-contribution.ts';
import { listRetirements } from './retirement/list-retirements.ts';

import { recordDebitFailure } from './arrears/record-debit-failure.ts';
import { listArrears } from './arrears/list-arrears.ts';
import { listContributionMonths } from './contribution-month/list-contribution-months.ts';
import { reopenContributionMonth } from './contribution-month/reopen-contribution-month.ts';
import { startCollection } from './contribution-month/start-collection.ts';
import { downloadDeclaration } from './declaration/download-declaration.ts';
import { getDeclaration } from './declaration/get-declaration.ts';
import { listDeclarationRows } from './declaration/list-declaration-rows.ts';
import { listDeclarations } from './declaration/list-declarations.ts';
import { markDeclared } from './declaration/mark-declared.ts';
import { prepareDeclaration } from './declaration/prepare-declaration.ts';
import { acceptOfficialBill } from './official-bill/accept-official-bill.ts';
import { decideBillDifferences } from './official-bill/decide-bill-differences.ts';
import { getOfficialBill } from './official-bill/get-official-bill.ts';
import { importOfficialBill } from './official-bill/import-official-bill.ts';
import { listBillDifferences } from './official-bill/list-bill-differences.ts';
import { listBillLayouts } from './official-bill/list-bill-layouts.ts';
import { listOfficialBillRows } from './official-bill/list-official-bill-rows.ts';
import { listOfficialBills } from './official-bill/list-official-bills.ts';

export const routes = [
  route(contract.listContributionLines, listContributionLines),
  route(contract.estimateContributions, estimateContributions),
  route(contract.previewDifferences, previewDifferences),
  route(contract.getDifferenceRun, getDifferenceRun),
  route(contract.listDifferenceRuns, listDifferenceRuns),
  route(contract.listDifferenceLines, listDifferenceLines),
  route(contract.listDifferencePeople, listDifferencePeople),
  route(contract.commitDifferences, commitDifferences),
  route(contract.listRegistrationsDue, listRegistrationsDue),
  route(tasks.listProcedures, listProcedures),
  route(tasks.setProcedure, setProcedure),
  route(tasks.listInsuranceTasks, listInsuranceTasks),
  route(tasks.getInsuranceChain, getInsuranceChain),
  route(tasks.requestInsuranceTask, requestInsuranceTask),
  route(tasks.listInsuranceSchemes, listInsuranceSchemes),
  route(tasks.setInsuranceScheme, setInsuranceScheme),
  route(tasks.listUninsuredJoiners, listUninsuredJoiners),
  route(tasks.listLastPeriods, listLastPeriods),
  route(tasks.confirmLastPeriod, confirmLastPeriod),
  route(bases.createBaseAdjustment, createBaseAdjustment),
  route(bases.listBaseAdjustments, listBaseAdjustments),
  route(bases.listBaseRows, listBaseRows),
  route(bases.takeBaseProposals, takeBaseProposals),
  route(bases.confirmBaseRows, confirmBaseRows),
  route(bases.applyBaseAdjustment, applyBaseAdjustment),
  route(bases.cancelBaseAdjustment, cancelBaseAdjustment),
  route(bases.createBaseLink, createBaseLink),
  route(bases.readLinkedBase, readLinkedBase),
  route(bases.answerLinkedBase, answerLinkedBase),
  route(bases.previewBackContribution, previewBackContribution),
  route(bases.requestBackContribution, requestBackContribution),
  route(bases.listRetirements, listRetirements),
  route(declarations.prepareDeclaration, prepareDeclaration),
  route(declarations.listDeclarations, listDeclarations),
  route(declarations.getDeclaration, getDeclaration),
  route(declarations.listDeclarationRows, listDeclarationRows),
  route(declarations.downloadDeclaration, downloadDeclaration),
  route(declarations.markDeclared, markDeclared),
  route(declarations.listContributionMonths, listContributionMonths),
  route(declarations.startCollection, startCollection),
  route(declarations.reopenContributionMonth, reopenContributionMonth),
  route(bills.listBillLayouts, listBillLayouts),
  route(bills.importOfficialBill, importOfficialBill),
  route(bills.listOfficialBills, listOfficialBills),
  route(bills.getOfficialBill, getOfficialBill),
  route(bills.listOfficialBillRows, listOfficialBillRows),
  route(bills.listBillDifferences, listBillDifferences),
  route(bills.decideBillDifferences, decideBillDifferences),
  route(bills.acceptOfficialBill, acceptOfficialBill),
  route(arrears.recordDebitFailure, recordDebitFailure),
  route(arrears.listArrears, listArrears),
];
