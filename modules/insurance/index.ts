import { baseAdjustmentImport } from './base-adjustment/base-adjustment-import.ts';
import { declarationEvidence } from './declaration/declaration-evidence.ts';
import { billEvidence } from './official-bill/bill-evidence.ts';

export const evidenceSubjects = [declarationEvidence, billEvidence];
export { jobs } from './jobs.ts';
export { listeners } from './listeners.ts';
export { routes } from './routes.ts';
export type {
  LineKind,
  LineSource,
  LineType,
  NewLine,
} from './contribution-line/contribution-line.ts';
export { recordContributionLines } from './contribution-line/contribution-line.store.ts';
export {
  dueIn,
  type InsuredMonth,
  isProvisional,
  selectionOf,
} from './contribution-line/insured-month.ts';
export { recordEstimates } from './contribution-line/record-estimates.ts';
export { monthFacts } from './declaration/declaration-evidence.ts';
export { countOpenArrears } from './arrears/count-open-arrears.ts';
export { countUndecidedDifferences } from './official-bill/count-undecided-differences.ts';
export { countLastPeriods } from './last-period/count-last-periods.ts';
export { type OpenTask, openTasks } from './task/task.store.ts';
export type { BaseProposal, BasesFound, BasesWanted } from './base-adjustment/base-proposal.ts';
export { type AgencyReason, type Leaving, openAgencyReasons } from './task/read-tasks.ts';
export { planDay } from './task/plan-day.ts';
export { planTasks } from './task/plan-tasks.ts';
export type { TaskFailureCode, TaskId, TaskKind, TaskRefusal, TaskState } from './task/task.ts';
export {
  cancelTasks,
  failTasks,
  reopenTasks,
  submitTasks,
  succeedTasks,
  type TaskAnswer,
} from './task/work-tasks.ts';

export const importKinds = [baseAdjustmentImport];
