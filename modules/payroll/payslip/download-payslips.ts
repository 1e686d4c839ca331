import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { type Printer, type Transaction, zipFiles } from '@heyi/platform';
import { isLocked } from '../run/payroll-run.ts';
import { loadRun, type RunId } from '../run/payroll-run.store.ts';
import { fileNameOf } from './download-payslip.ts';
import { type OpenedPayslip, openPayslips } from './get-payslip.ts';
import { PayslipDocuments } from './payslip-document.ts';
import type { PayslipId } from './payslip.store.ts';

const batchSize = 500;
/** Printed side by side while the archive is sent. */
const printedAhead = 8;

/** A ZIP of PDFs as the people get them, printed while it is downloaded; at most `peopleMax`. */
export function downloadPayslipsOf(printer: Printer, peopleMax = 5_000) {
  return async function downloadPayslips(
    tx: Transaction,
    input: Input<typeof contract.downloadPayslips>,
  ) {
    const run = await loadRun(tx, input.runId);
    if (!run) return fail({ code: 'payroll_run.not_found' as const });
    if (!isLocked(run.state)) return fail({ code: 'payroll_run.not_locked' as const });
    const ids = await payslipsOf(tx, run.id, input);
    if (ids.length === 0) return fail({ code: 'payslip.nobody' as const });
    if (ids.length > peopleMax) {
      return fail({ code: 'payslip.too_many' as const, people: ids.length });
    }
    const documents = new PayslipDocuments('person');
    const names = uniqueNames();
    const entries: { name: string; content: () => Promise<Uint8Array> }[] = [];
    for (let from = 0; from < ids.length; from += batchSize) {
      for (const opened of await openPayslips(tx, ids.slice(from, from + batchSize))) {
        const request = documents.requestOf(opened);
        entries.push({ name: names(opened), content: () => printer.print(request) });
      }
    }
    const name = `工资条_${run.wageMonth}.zip`;
    return ok({ name, type: 'application/zip', body: zipFiles(entries, printedAhead) });
  };
}

async function payslipsOf(
  tx: Transaction,
  runId: RunId,
  { entityId, department }: Input<typeof contract.downloadPayslips>,
): Promise<PayslipId[]> {
  const rows = await tx.sql<{ id: PayslipId }>`
    select p.id
      from payroll.locked_payslip p
      join people.payable_employment e
        on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id
       and e.employment_id = p.employment_id
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}
       and (${entityId ?? null}::uuid is null or p.pay_entity_id = ${entityId ?? null})
       and (${department ?? null}::text is null or e.department = ${department ?? null})
     order by e.department, e.employee_no, e.person_name, p.id`;
  return rows.map(({ id }) => id);
}

/** Two people of one name get two files. */
function uniqueNames(): (opened: OpenedPayslip) => string {
  const taken = new Map<string, number>();
  return (opened) => {
    const name = fileNameOf(opened);
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : name.replace(/\.pdf$/, `_${times}.pdf`);
  };
}
