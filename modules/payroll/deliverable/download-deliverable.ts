import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { clientOf } from '@heyi/clients';
import {
  employerCostPermission,
  type Input,
  type payrollContract as contract,
} from '@heyi/contract';
import { fail, ok, unreachable } from '@heyi/kernel';
import { type LegalEntities, visibleEntities } from '@heyi/people';
import { may, type Transaction, type WritableSheet, writeWorkbook, xlsxType } from '@heyi/platform';
import { loadRun, type PayrollRun } from '../run/payroll-run.store.ts';
import { payRegister } from './pay-register.ts';
import { employerColumns } from './register-column.ts';
import { paymentResult, paySummary, taxDetail } from './run-tables.ts';

type Wanted = Input<typeof contract.downloadDeliverable>;

/**
 * One of the client's tables of a run. It is read and packed in the request's transaction, page by
 * page: all of it is of one moment.
 */
export async function downloadDeliverable(tx: Transaction, input: Wanted) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (run.calculationId === null) return fail({ code: 'payroll_run.not_calculated' as const });
  const client = await clientOf(tx);
  const full = await sheetOf(tx, run, input, await visibleEntities(tx));
  const sheet = may(tx, employerCostPermission) ? full : withoutEmployerCost(full);
  const heading = [`${client?.name ?? ''} ${run.title} ${sheet.name}`.trim()];
  const packed = new PassThrough();
  const locale = tx.language === 'zh' ? 'zh-CN' : 'en';
  const [body] = await Promise.all([
    buffer(packed),
    writeWorkbook(packed, [{ ...sheet, heading }], { locale }),
  ]);
  return ok({ name: `${sheet.name}_${run.title}.xlsx`, type: xlsxType, body });
}

/** What has no column is not written. */
function withoutEmployerCost(sheet: WritableSheet): WritableSheet {
  return { ...sheet, columns: sheet.columns.filter(({ key }) => !employerColumns.has(key)) };
}

async function sheetOf(
  tx: Transaction,
  run: PayrollRun,
  { kind, groupBy = 'entity' }: Wanted,
  entities: LegalEntities,
): Promise<WritableSheet> {
  switch (kind) {
    case 'payRegister':
      return payRegister(tx, run, entities);
    case 'paySummary':
      return paySummary(tx, run, { entities, groupBy });
    case 'paymentResult':
      return paymentResult(tx, run, entities);
    case 'taxDetail':
      return taxDetail(tx, run, entities);
    default:
      return unreachable(kind);
  }
}
