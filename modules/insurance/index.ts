export { jobs } from './jobs.ts';
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
