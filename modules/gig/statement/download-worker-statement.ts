import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { fail, ok, payPeriod } from '@heyi/kernel';
import type { Printer, Transaction } from '@heyi/platform';
import type { Environment } from '../program/program.ts';
import { placeOfWorker, type WorkerPlace } from '../worker/worker.store.ts';
import { loadStatement, type StatementSpan } from './load-statement.ts';
import { spanText, statementRequest } from './statement-document.ts';

/** 扣缴明细单 of a year for the operator. */
export function downloadWorkerStatementOf(printer: Printer) {
  return async function downloadWorkerStatement(
    tx: Transaction,
    input: Input<typeof contract.downloadWorkerStatement>,
  ) {
    const place = await placeOfWorker(tx, input.workerId);
    if (place === null) return fail({ code: 'worker.not_found' as const });
    return printStatement(printer, tx, place, yearSpan(input.year, place.environment));
  };
}

export function yearSpan(year: number, environment: Environment): StatementSpan {
  return { first: payPeriod(`${year}-01`), last: payPeriod(`${year}-12`), environment };
}

export async function printStatement(
  printer: Printer,
  tx: Transaction,
  place: WorkerPlace,
  span: StatementSpan,
) {
  const statement = await loadStatement(tx, place, span);
  if (statement === null) return fail({ code: 'worker_statement.nothing_paid' as const });
  const body = await printer.print(statementRequest(statement));
  const name = `扣缴明细单_${spanText(span)}_${statement.workerName}.pdf`.replace(
    /[\\/:*?"<>|\p{Cc}]/gu,
    '',
  );
  return ok({ name, type: 'application/pdf', body });
}
