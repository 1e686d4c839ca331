import { names, type ordersContract as contract, type Output } from '@heyi/contract';
import { type Fen, sum, zeroFen } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import type { LineId, OrderItem, OrderService } from '../line/line.ts';
import type { SupplierPrice } from './supplier.ts';

export type BillRowView = Output<typeof contract.decideSupplierRow>;
export type BillView = Output<typeof contract.importSupplierBill>;
export type Cause = (typeof contract.supplierBillCauses)[number];

/** A row as the file has it. */
export type BilledRow = {
  readonly number: number;
  readonly personName: string;
  readonly documentNumber: string | null;
  readonly cityCode: string | null;
  readonly service: string | null;
  readonly billed: Fen;
};

/** What a supplier did for one person under one item in the month: what a row is compared with. */
export type Work = {
  readonly tenantId: TenantId;
  readonly personName: string;
  readonly documentNumber: string;
  readonly cityCode: string;
  readonly item: OrderItem;
  readonly services: readonly string[];
  readonly lineIds: readonly LineId[];
  /** How many of the lines have their official success. */
  readonly doneCount: number;
};

export type ComparedRow = {
  readonly row: BilledRow | null;
  readonly work: Work | null;
  readonly expected: Fen | null;
  readonly cause: Cause | null;
};

/** Per head and month once, per case for each line that is done; null where nothing was agreed. */
export function priceOf(prices: readonly SupplierPrice[], work: Work): Fen | null {
  const found = prices.find((one) => one.cityCode === work.cityCode && one.item === work.item);
  if (!found) return null;
  if (found.kind === 'perHead') return found.price;
  const count = Math.max(1, work.doneCount);
  return sum(Array.from({ length: count }, () => found.price));
}

/** Each row with what it is for and why it differs; then what we know of and the bill lacks. */
export function compareBill(
  rows: readonly BilledRow[],
  works: readonly Work[],
  prices: readonly SupplierPrice[],
): ComparedRow[] {
  const taken = new Set<Work>();
  const byDocument = Map.groupBy(works, (work) => work.documentNumber.toUpperCase());
  const byName = Map.groupBy(works, (work) => work.personName);
  const compared = rows.map((row): ComparedRow => {
    const { documentNumber, personName } = row;
    const ofPerson =
      documentNumber === null
        ? byName.get(personName)
        : byDocument.get(documentNumber.toUpperCase());
    const fitting = (ofPerson ?? []).filter((work) => fits(row, work));
    const work = fitting.find((one) => !taken.has(one)) ?? null;
    if (work === null) {
      const cause = fitting.length > 0 ? 'duplicateRow' : 'notOurs';
      return { row, work: fitting[0] ?? null, expected: zeroFen, cause };
    }
    taken.add(work);
    const expected = priceOf(prices, work);
    if (expected === null) return { row, work, expected, cause: 'noPrice' };
    if (work.doneCount === 0) return { row, work, expected: zeroFen, cause: 'notDone' };
    const cause = expected === row.billed ? null : 'amountDiffers';
    return { row, work, expected, cause };
  });
  const missing = works.filter((work) => work.doneCount > 0 && !taken.has(work));
  return [
    ...compared,
    ...missing.map((work): ComparedRow => {
      return { row: null, work, expected: priceOf(prices, work), cause: 'notOnBill' };
    }),
  ];
}

const itemWords: Readonly<Record<OrderItem, readonly string[]>> = {
  socialInsurance: ['社保', '社会保险', '医保'],
  housingFund: ['公积金'],
  payroll: ['代发', '工资'],
  incomeTax: ['个税'],
  personnelFile: ['档案'],
  certificate: ['证明'],
  benefitClaim: ['待遇'],
  housingFundBusiness: ['贷款', '提取'],
};

/** Of one person: whether the row means this work. */
function fits(row: BilledRow, work: Work): boolean {
  if (row.cityCode !== null && row.cityCode !== work.cityCode) return false;
  if (row.service === null) return true;
  const told = row.service;
  const called = work.services.map((service) => names.service[service as OrderService].zh);
  return [...called, ...itemWords[work.item]].some((word) => told.includes(word));
}
