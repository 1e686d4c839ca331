import { z } from 'zod';
import {
  id,
  instant,
  payPeriodField,
  plainDateField,
  positiveMoney,
  rateField,
  tenantId,
  text,
} from './fields.ts';
import { cityCode } from './legal-entities.ts';
import { operation } from './operation.ts';
import { collections } from './service-orders.ts';

/** 账单条款: what bills are made by, and when they are drawn up by themselves. Served by billing. */

const terms = {
  fromPeriod: payPeriodField,
  /** The provider's company that sends the bill. */
  legalEntityId: id('ent'),
  /** Where no order says it. */
  collection: z.enum(collections),
  /** Prepaid: the day of the bill's own month by which the client pays. */
  prepaidDay: z.number().int().min(1).max(28),
  /** Postpaid and advanced: days after the month ends. */
  postpaidDays: z.number().int().min(0).max(180),
  /** Contributions at the client's own registrations: collected here, or debited by the agency. */
  ownRegistrations: z.enum(['collected', 'direct']),
  /** 全额计税: on everything that is asked; 差额计税: on the service fee alone. Null is not known. */
  tax: z
    .object({
      method: z.enum(['full', 'difference']),
      rate: rateField.refine((rate) => rate >= 0 && rate <= 1_000_000, { message: 'rate.range' }),
      /** Prices of orders contain the tax already. */
      isIncluded: z.boolean(),
      source: text(200),
    })
    .nullable(),
  /** 残保金 by city. */
  disabledFund: z
    .array(
      z.object({
        cityCode,
        /** A head and month, or of a yearly line a head and year; null is not known, or by the law. */
        perHead: positiveMoney.nullable(),
        source: text(200),
        /** Accrued monthly, as it is without it; or the whole once a year in the month. */
        yearlyIn: z.number().int().min(1).max(12).nullable().optional(),
        /** What the law reckons with (财税〔2015〕72号), where no figure a head was agreed. */
        duty: z
          .object({
            heads: z.number().int().min(0).max(1_000_000),
            disabledHeads: z.number().int().min(0).max(1_000_000),
            averageWage: positiveMoney,
            /** Of the place; null is not known, and the wage is not capped. */
            localAverageWage: positiveMoney.nullable(),
            /** Of the province; null is not known. */
            ratio: rateField
              .refine((rate) => rate >= 0 && rate <= 1_000_000, {
                message: 'rate.range',
              })
              .nullable(),
          })
          .nullable()
          .optional(),
      }),
    )
    .max(100),
  /**
   * Day on which the month's bill is drawn up by itself: of the month itself where it is prepaid, of
   * the next where it is not. Null: by hand. The 5th where nothing is said.
   */
  drawUpDay: z.number().int().min(1).max(28).nullable().optional(),
  /** Client HR reads the list by person, with what the employer pays; else its finance alone. */
  hrSeesLines: z.boolean().optional(),
};

/** Around the 5th, as the field does it (by the working day on or after). */
export const defaultDrawUpDay = 5;

const termsView = z.object({
  ...terms,
  drawUpDay: z.number().nullable(),
  hrSeesLines: z.boolean(),
  setBy: z.string(),
  setAt: instant,
});

export const getClientBillTerms = operation({
  id: 'getClientBillTerms',
  method: 'GET',
  path: '/v1/tenants/:tenantId/client-bill-terms',
  scope: 'tenant',
  permission: 'client_bill:read',
  input: z.object({ tenantId }),
  output: z.object({ rows: z.array(termsView) }),
  failures: {},
});

/** Terms from a month on; the same month again replaces them. Bills drawn up before stay. */
export const setClientBillTerms = operation({
  id: 'setClientBillTerms',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/client-bill-terms',
  scope: 'tenant',
  permission: 'client_bill:write',
  withHouse: true,
  input: z.object({ tenantId, ...terms }),
  output: termsView,
  failures: { 'client_bill.entity_not_provider': 422 },
});

/** Why a bill could not be drawn up by itself. */
export const billDrawingFailures = ['terms_missing', 'later_exists', 'fault'] as const;

/** 自动出账: what was drawn up by itself, and what was not with its reason first. */
export const listBillDrawings = operation({
  id: 'listBillDrawings',
  method: 'GET',
  path: '/v1/client-bill-drawings',
  scope: 'assigned',
  permission: 'client_bill:read',
  input: z.object({
    clientId: tenantId.optional(),
    period: payPeriodField.optional(),
    /** Only what could not be drawn up. */
    show: z.enum(['all', 'failed']).optional(),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        tenantId,
        clientShortName: z.string().nullable(),
        period: payPeriodField,
        dueOn: plainDateField,
        clientBillId: id('cbl').nullable(),
        failure: z.enum(billDrawingFailures).nullable(),
        triedAt: instant,
      }),
    ),
  }),
  failures: {},
});
