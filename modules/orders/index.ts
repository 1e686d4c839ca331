import { orderLinesImport } from './intake/order-lines-import.ts';

export { jobs } from './jobs.ts';
export { countWaitingLines, type WaitingLines } from './line/count-waiting-lines.ts';
export type { LineId, OrderId } from './line/line.ts';
export type { OrderLinesMoved } from './line/line.store.ts';
export { settleLines, unsettleLines } from './line/settle-lines.ts';
export { listeners } from './listeners.ts';
export {
  type GovernmentPortal,
  linkGovernmentPortals,
  type PortalAnswer,
  type PortalPaper,
  type PortalRequest,
  type PortalStanding,
} from './robot/government-portal.ts';
export { watchSubmissions } from './robot/submit-line-job.ts';
export { printingRoutes, routes } from './routes.ts';
export { lineSubjects } from './subjects.ts';
export { watchLines } from './watch/watch-lines.ts';

export const importKinds = [orderLinesImport];
