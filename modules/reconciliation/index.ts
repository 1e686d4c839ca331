import { bankStatementImport } from './statement/import-bank-statement.ts';

export { countDiscrepanciesOfClient, openDiscrepancies } from './discrepancy/open-discrepancies.ts';
export { watchUnknownOrders } from './discrepancy/open-order-cases.ts';
export { jobs } from './jobs.ts';
export { listeners } from './listeners.ts';
export { routes } from './routes.ts';
export { readDailyStatements } from './statement/read-daily-statements.ts';

export const importKinds = [bankStatementImport];
