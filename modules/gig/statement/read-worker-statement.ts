import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Printer, Transaction } from '@heyi/platform';
import { environmentOf } from '../program/program.ts';
import { findWorker } from '../worker/worker.store.ts';
import { printStatement, yearSpan } from './download-worker-statement.ts';

/** The same for the platform, which shows it to the worker. */
export function readWorkerStatementOf(printer: Printer) {
  return async function readWorkerStatement(
    tx: Transaction,
    input: Input<typeof contract.readWorkerStatement>,
  ) {
    const place = await findWorker(tx, input.externalWorkerId);
    if (place === null) return fail({ code: 'worker.not_found' as const });
    return printStatement(printer, tx, place, yearSpan(input.year, environmentOf(tx)));
  };
}
