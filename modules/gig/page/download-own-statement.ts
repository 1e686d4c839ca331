import type { gigPageContract as contract, Input } from '@heyi/contract';
import type { Printer, Transaction } from '@heyi/platform';
import { printStatement } from '../statement/download-worker-statement.ts';
import { ownWorker } from './own-worker.ts';

/** 扣缴明细单 of one month for the worker. */
export function downloadOwnStatementOf(printer: Printer) {
  return async function downloadOwnStatement(
    tx: Transaction,
    { month }: Input<typeof contract.downloadOwnStatement>,
  ) {
    const { place, environment } = await ownWorker(tx);
    return printStatement(printer, tx, place, { first: month, last: month, environment });
  };
}
