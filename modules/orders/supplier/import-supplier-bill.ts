import { createHash } from 'node:crypto';
import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok, sum } from '@heyi/kernel';
import {
  acceptUpload,
  type CellError,
  type ColumnSpec,
  readTable,
  storeFile,
  type Transaction,
} from '@heyi/platform';
import { compareBill, type BilledRow } from './supplier-bill.ts';
import { insertBill, readBills, replaceRows, worksOf } from './supplier-bill.store.ts';
import { readSuppliers } from './supplier.store.ts';

const columns = [
  {
    kind: 'text',
    key: 'personName',
    title: '姓名',
    titleEn: 'Name',
    synonyms: ['员工姓名', '人员姓名'],
    required: true,
  },
  {
    kind: 'identifier',
    key: 'documentNumber',
    title: '证件号码',
    titleEn: 'Document number',
    synonyms: ['身份证号', '身份证号码', '公民身份号码'],
  },
  {
    kind: 'text',
    key: 'cityCode',
    title: '城市代码',
    titleEn: 'City code',
    synonyms: ['行政区划代码'],
  },
  {
    kind: 'text',
    key: 'service',
    title: '服务',
    titleEn: 'Service',
    synonyms: ['服务项目', '办理事项', '项目', '业务类型'],
  },
  {
    kind: 'money',
    key: 'billed',
    title: '金额',
    titleEn: 'Amount',
    synonyms: ['服务费', '费用', '应付金额'],
    required: true,
  },
] as const satisfies readonly ColumnSpec[];

/** A supplier's bill as it came, kept, and compared with its lines of the month at once. */
export async function importSupplierBill(
  tx: Transaction,
  input: Input<typeof contract.importSupplierBill>,
) {
  const { supplierId, period } = input;
  const [supplier] = await readSuppliers(tx, { id: supplierId });
  if (!supplier) return fail({ code: 'supplier.not_found' as const });
  const accepted = acceptUpload(tx);
  if (!accepted.ok) return accepted;
  const read = await readRowsOf(accepted.value.content);
  if (!read.ok) return read;
  const rows = read.value;
  const file = await storeFile(tx, accepted.value);
  const sha256 = createHash('sha256').update(accepted.value.content).digest();
  const id = await insertBill(tx, {
    supplierId,
    period,
    file: { id: file.id, name: file.name, sha256 },
    rowCount: rows.length,
    total: sum(rows.map(({ billed }) => billed)),
  });
  if (id === null) return fail({ code: 'supplier_bill.known' as const });
  const works = await worksOf(tx, supplierId, period);
  await replaceRows(tx, id, compareBill(rows, works, supplier.prices));
  return ok((await readBills(tx, { id }))[0]!);
}

async function readRowsOf(content: Buffer) {
  const rows: BilledRow[] = [];
  const errors: CellError[] = [];
  const report = await readTable(content, columns, { mergedCells: 'refuse' }, (row) => {
    if (row.ok) rows.push({ number: row.row, ...row.values });
    else errors.push(...row.errors);
  });
  if (!report.ok) {
    return fail({ code: 'supplier_bill.unreadable' as const, reason: report.failure.code });
  }
  const [error] = errors;
  if (error) {
    const { row, message } = error;
    return fail({ code: 'supplier_bill.row_wrong' as const, row, reason: message });
  }
  return rows.length === 0 ? fail({ code: 'supplier_bill.empty' as const }) : ok(rows);
}
