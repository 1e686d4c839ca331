import { insuranceContract as contract, insuranceTaskContract as tasks } from '@heyi/contract';
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
];
