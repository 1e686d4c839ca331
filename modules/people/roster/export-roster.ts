import { buffer } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { appendAudit, fileTypes, type Transaction, writeTemplate } from '@heyi/platform';
import { visibleEntities } from '../legal-entity/legal-entity.store.ts';
import { planRoster } from './plan-roster.ts';
import { rosterColumns, type RosterValues } from './roster-columns.ts';
import { rosterOnFile } from './roster-on-file.ts';

/** The roster as a file of the import's own columns: imported again as it is, it changes nothing. */
export async function exportRoster(tx: Transaction, input: Input<typeof contract.exportRoster>) {
  const rows = await rosterOnFile(tx, input.states ?? ['joining', 'active']);
  if (rows.length === 0) return fail({ code: 'roster.nobody' as const });
  const people = rows.length;
  const detail = { people, reason: input.reason };
  await appendAudit(tx, { operation: 'exportRoster', subjectId: null, detail });
  const columns = rosterColumns(await visibleEntities(tx));
  const packed = new PassThrough();
  const locale = tx.language === 'zh' ? 'zh-CN' : 'en';
  const name = tx.language === 'zh' ? '花名册' : 'Roster';
  const [body] = await Promise.all([
    buffer(packed),
    writeTemplate(packed, name, columns, { locale, rows: await readableAgain(tx, rows) }),
  ]);
  return ok({ name: `${name}_${tx.today}.xlsx`, type: fileTypes.xlsx, body });
}

/**
 * One cell cannot say everything that is on file, such as another base for medical insurance. The
 * import itself is asked: where it would read something else, the cells of insurance stay empty, and
 * an empty cell leaves what is on file.
 */
async function readableAgain(
  tx: Transaction,
  rows: readonly RosterValues[],
): Promise<RosterValues[]> {
  const numbered = rows.map((values, index) => ({ number: index + 2, values }));
  const plans = await planRoster(tx, numbered);
  return rows.map((row, index) =>
    plans[index]!.outcome === 'unchanged' ? row : { ...row, ...withoutInsurance },
  );
}

const withoutInsurance = {
  insuranceBase: null,
  insuranceFrom: null,
  fundBase: null,
  fundRate: null,
  fundFrom: null,
};
