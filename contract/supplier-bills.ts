import { z } from 'zod';
import {
  id,
  instant,
  page,
  pageInput,
  payPeriodField,
  positiveMoney,
  tenantId,
  text,
} from './fields.ts';
import { operation } from './operation.ts';

/** 供应商账单 of a month, and what became of it. */
export const supplierBillStates = ['compared', 'accepted'] as const;

/** 金额不符 · 账单漏列 · 非我方订单 · 重复列账 · 尚未办成 · 没有约定价. */
export const supplierBillCauses = [
  'amountDiffers',
  'notOnBill',
  'notOurs',
  'duplicateRow',
  'notDone',
  'noPrice',
] as const;

/** 按账单 · 按我方. */
export const supplierBillDecisions = ['takeBill', 'takeOurs'] as const;

export const supplierBillView = z.object({
  id: id('spb'),
  supplierId: id('sup'),
  supplierName: z.string(),
  period: payPeriodField,
  fileId: id('fil'),
  fileName: z.string(),
  state: z.enum(supplierBillStates),
  rowCount: z.number(),
  total: positiveMoney,
  /** What we owe by our lines and prices, and by what was decided. */
  expected: positiveMoney,
  agreed: positiveMoney,
  differenceCount: z.number(),
  undecidedCount: z.number(),
  importedAt: instant,
  importedBy: z.string(),
  acceptedAt: instant.nullable(),
  acceptedBy: z.string().nullable(),
});

/** XLSX or CSV: 姓名, 证件号码, 城市, 服务, 金额. The same file is taken once. */
export const importSupplierBill = operation({
  id: 'importSupplierBill',
  method: 'POST',
  path: '/v1/suppliers/:supplierId/bills',
  scope: 'house',
  permission: 'supplier:write',
  upload: true,
  input: z.object({ supplierId: id('sup'), period: payPeriodField }),
  output: supplierBillView,
  failures: {
    'supplier.not_found': 404,
    'file.empty': 422,
    'file.kind_refused': 422,
    'supplier_bill.unreadable': 422,
    'supplier_bill.empty': 422,
    'supplier_bill.row_wrong': 422,
    'supplier_bill.known': 409,
  },
});

export const listSupplierBills = operation({
  id: 'listSupplierBills',
  method: 'GET',
  path: '/v1/supplier-bills',
  scope: 'house',
  permission: 'supplier:read',
  input: z.object({ supplierId: id('sup').optional(), period: payPeriodField.optional() }),
  output: z.object({ rows: z.array(supplierBillView) }),
  failures: {},
});

const rowView = z.object({
  id: id('sbr'),
  /** As the file numbers it; null for a line of ours that it lacks. */
  number: z.number().nullable(),
  personName: z.string(),
  documentMasked: z.string().nullable(),
  cityCode: z.string().nullable(),
  service: z.string().nullable(),
  billed: positiveMoney.nullable(),
  expected: positiveMoney.nullable(),
  orderLineId: id('orl').nullable(),
  clientId: tenantId.nullable(),
  cause: z.enum(supplierBillCauses).nullable(),
  decision: z.enum(supplierBillDecisions).nullable(),
  decisionNote: z.string().nullable(),
  decidedBy: z.string().nullable(),
});

const bill = { supplierBillId: id('spb') };

/** Differences first, each with its cause. */
export const getSupplierBill = operation({
  id: 'getSupplierBill',
  method: 'GET',
  path: '/v1/supplier-bills/:supplierBillId',
  scope: 'house',
  permission: 'supplier:read',
  input: z.object({ ...bill, onlyDifferences: z.stringbool().optional(), ...pageInput }),
  output: page(rowView).extend({ bill: supplierBillView }),
  failures: { 'supplier_bill.not_found': 404 },
});

/** Compares again: lines have moved since. What was decided stands where the cause is the same. */
export const compareSupplierBill = operation({
  id: 'compareSupplierBill',
  method: 'POST',
  path: '/v1/supplier-bills/:supplierBillId/comparison',
  scope: 'house',
  permission: 'supplier:write',
  input: z.object(bill),
  output: supplierBillView,
  failures: { 'supplier_bill.not_found': 404, 'supplier_bill.accepted': 409 },
});

export const decideSupplierRow = operation({
  id: 'decideSupplierRow',
  method: 'POST',
  path: '/v1/supplier-bills/:supplierBillId/rows/:rowId/decision',
  scope: 'house',
  permission: 'supplier:write',
  input: z.object({
    ...bill,
    rowId: id('sbr'),
    decision: z.enum(supplierBillDecisions),
    note: text(200),
  }),
  output: rowView,
  failures: {
    'supplier_bill.not_found': 404,
    'supplier_bill.accepted': 409,
    'supplier_bill_row.not_found': 404,
    'supplier_bill_row.agrees': 409,
  },
});

export const acceptSupplierBill = operation({
  id: 'acceptSupplierBill',
  method: 'POST',
  path: '/v1/supplier-bills/:supplierBillId/acceptance',
  scope: 'house',
  permission: 'supplier:write',
  input: z.object(bill),
  output: supplierBillView,
  failures: {
    'supplier_bill.not_found': 404,
    'supplier_bill.accepted': 409,
    'supplier_bill.undecided': 409,
  },
});
