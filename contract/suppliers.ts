import { z } from 'zod';
import { id, instant, positiveMoney, text } from './fields.ts';
import { cityCode } from './legal-entities.ts';
import { operation } from './operation.ts';
import { orderItems } from './order-services.ts';

/** 供应商: the provider's local companies, what they charge, and what is given to them. */

const supplierPrice = z.object({
  cityCode,
  item: z.enum(orderItems),
  kind: z.enum(['perHead', 'perCase']),
  price: positiveMoney,
});

const fields = {
  name: text(120),
  shortName: text(40),
  /** 统一社会信用代码, 18 characters. */
  uscc: text(18),
  cityCodes: z.array(cityCode).min(1).max(100),
  contactName: text(60).nullish(),
  contactEmail: z.email().max(120).nullish(),
  /** Working days in which it says whether it takes what it is given. */
  answerDays: z.number().int().min(0).max(20),
  note: text(500).nullish(),
  prices: z.array(supplierPrice).max(400),
};

export const supplierView = z.object({
  id: id('sup'),
  name: z.string(),
  shortName: z.string(),
  uscc: z.string(),
  cityCodes: z.array(z.string()),
  contactName: z.string().nullable(),
  contactEmail: z.string().nullable(),
  answerDays: z.number(),
  note: z.string().nullable(),
  endedAt: instant.nullable(),
  prices: z.array(supplierPrice),
});

export const listSuppliers = operation({
  id: 'listSuppliers',
  method: 'GET',
  path: '/v1/suppliers',
  scope: 'house',
  permission: 'supplier:read',
  input: z.object({ cityCode: cityCode.optional() }),
  output: z.object({ rows: z.array(supplierView) }),
  failures: {},
});

const supplierFailures = {
  'supplier.uscc_malformed': 422,
  'supplier.price_twice': 422,
  'supplier.uscc_taken': 409,
} as const;

export const createSupplier = operation({
  id: 'createSupplier',
  method: 'POST',
  path: '/v1/suppliers',
  scope: 'house',
  permission: 'supplier:write',
  input: z.object(fields),
  output: supplierView,
  failures: supplierFailures,
});

export const updateSupplier = operation({
  id: 'updateSupplier',
  method: 'PUT',
  path: '/v1/suppliers/:supplierId',
  scope: 'house',
  permission: 'supplier:write',
  input: z.object({ supplierId: id('sup'), ...fields, isEnded: z.boolean() }),
  output: supplierView,
  failures: { 'supplier.not_found': 404, ...supplierFailures },
});
