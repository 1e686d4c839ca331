import { z } from 'zod';
import { cooperationModes } from './clients.ts';
import {
  id,
  instant,
  page,
  pageInput,
  payPeriodField,
  positiveMoney,
  rateField,
  tenantId,
  text,
} from './fields.ts';
import { cityCode } from './legal-entities.ts';
import { operation } from './operation.ts';
import { orderItems } from './order-services.ts';

/** 服务订单: what was agreed with a client for one city. */

/** 草稿 · 生效 · 已终止. */
export const serviceOrderStates = ['draft', 'active', 'ended'] as const;
/** 预收 · 后收 · 垫付. */
export const collections = ['prepaid', 'postpaid', 'advance'] as const;
/** 自动 · 网上人工 · 柜台 · 供应商 (practice 17). */
export const lineChannels = ['robot', 'manualOnline', 'counter', 'supplier'] as const;

/** 每人每月 · 每笔 · 按比例, with its minimum. */
export const priceRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('perHead'), price: positiveMoney }),
  z.object({ kind: z.literal('perCase'), price: positiveMoney }),
  z.object({
    kind: z.literal('percent'),
    rate: rateField.refine((rate) => rate >= 0 && rate <= 1_000_000, { message: 'rate.range' }),
    minimum: positiveMoney.nullable(),
  }),
]);

const serviceItem = z.object({
  item: z.enum(orderItems),
  channel: z.enum(lineChannels),
  price: priceRule,
});

const agreed = {
  title: text(80),
  cooperationMode: z.enum(cooperationModes),
  cityCode,
  collection: z.enum(collections),
  /** Of an advance: in how many days the client pays it back. */
  advanceDays: z.number().int().min(1).max(180).nullish(),
  fromPeriod: payPeriodField,
  toPeriod: payPeriodField.nullish(),
  supplierId: id('sup').nullish(),
  note: text(500).nullish(),
  items: z.array(serviceItem).min(1).max(orderItems.length),
};

export const serviceOrderView = z.object({
  id: id('sor'),
  tenantId,
  title: z.string(),
  cooperationMode: z.enum(cooperationModes),
  cityCode: z.string(),
  collection: z.enum(collections),
  advanceDays: z.number().nullable(),
  fromPeriod: payPeriodField,
  toPeriod: payPeriodField.nullable(),
  supplierId: id('sup').nullable(),
  supplierName: z.string().nullable(),
  state: z.enum(serviceOrderStates),
  note: z.string().nullable(),
  items: z.array(serviceItem),
  /** Lines that are neither done nor cancelled. */
  openLineCount: z.number(),
  lineCount: z.number(),
  /** People insured under it now, whether or not anything is to do for them. */
  insuredCount: z.number(),
  createdAt: instant,
  createdBy: z.string(),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
});

const one = { tenantId, serviceOrderId: id('sor') };

/** Of all assigned clients: active ones first, then drafts. */
export const listServiceOrders = operation({
  id: 'listServiceOrders',
  method: 'GET',
  path: '/v1/service-orders',
  scope: 'assigned',
  permission: 'service_order:read',
  input: z.object({
    clientId: tenantId.optional(),
    state: z.enum(serviceOrderStates).optional(),
    cityCode: cityCode.optional(),
    ...pageInput,
  }),
  output: page(serviceOrderView.extend({ clientShortName: z.string().nullable() })),
  failures: {},
});

export const getServiceOrder = operation({
  id: 'getServiceOrder',
  method: 'GET',
  path: '/v1/tenants/:tenantId/service-orders/:serviceOrderId',
  scope: 'tenant',
  permission: 'service_order:read',
  withHouse: true,
  input: z.object(one),
  output: serviceOrderView,
  failures: { 'service_order.not_found': 404 },
});

/** What the terms themselves may be refused for, in the order it is checked. */
const agreedFailures = {
  'service_order.mode_reserved': 422,
  'service_order.months_reversed': 422,
  'service_order.advance_days_wrong': 422,
  'service_order.item_twice': 422,
  'service_order.item_not_allowed': 422,
  'supplier.not_found': 404,
  'supplier.ended': 409,
  'service_order.supplier_not_in_city': 422,
  'service_order.supplier_missing': 422,
} as const;

export const createServiceOrder = operation({
  id: 'createServiceOrder',
  method: 'POST',
  path: '/v1/tenants/:tenantId/service-orders',
  scope: 'tenant',
  permission: 'service_order:write',
  withHouse: true,
  input: z.object({ tenantId, ...agreed }),
  output: serviceOrderView,
  failures: agreedFailures,
});

/** Replaces a draft. What is in force is ended, and a new one begins with the month after. */
export const updateServiceOrder = operation({
  id: 'updateServiceOrder',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/service-orders/:serviceOrderId',
  scope: 'tenant',
  permission: 'service_order:write',
  withHouse: true,
  input: z.object({ ...one, ...agreed }),
  output: serviceOrderView,
  failures: {
    'service_order.not_found': 404,
    'service_order.not_draft': 409,
    ...agreedFailures,
  },
});

/** 生效: from now on lines are made under it. One order for a service, a city and a month. */
export const activateServiceOrder = operation({
  id: 'activateServiceOrder',
  method: 'POST',
  path: '/v1/tenants/:tenantId/service-orders/:serviceOrderId/activation',
  scope: 'tenant',
  permission: 'service_order:write',
  withHouse: true,
  input: z.object(one),
  output: serviceOrderView,
  failures: {
    'service_order.not_found': 404,
    'service_order.not_draft': 409,
    'service_order.overlaps': 409,
  },
});

/** 终止 with its last month. */
export const endServiceOrder = operation({
  id: 'endServiceOrder',
  method: 'POST',
  path: '/v1/tenants/:tenantId/service-orders/:serviceOrderId/end',
  scope: 'tenant',
  permission: 'service_order:write',
  withHouse: true,
  input: z.object({ ...one, lastPeriod: payPeriodField, reason: text(200) }),
  output: serviceOrderView,
  failures: {
    'service_order.not_found': 404,
    'service_order.not_active': 409,
    'service_order.months_reversed': 422,
    'service_order.people_active': 409,
  },
});
