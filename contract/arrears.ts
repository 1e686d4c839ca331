import { z } from 'zod';
import { id, instant, money, payPeriodField, plainDateField, tenantId, text } from './fields.ts';
import { registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';

/** 欠费 after a debit that failed, with the late fee that runs. Served by insurance. */

/** 客户 · 服务商 · 供应商 · 经办机构. */
export const arrearsResponsibilities = ['client', 'provider', 'supplier', 'agency'] as const;

export const arrearsView = z.object({
  id: id('arr'),
  tenantId,
  registrationId: id('reg'),
  legalEntityName: z.string(),
  registrationKind: z.enum(registrationKinds),
  cityName: z.string().nullable(),
  period: payPeriodField,
  dueOn: plainDateField,
  failedOn: plainDateField,
  principal: money,
  daysLate: z.number(),
  /** As of today, or as it ended; null where the fund charges none in law. */
  lateFee: money.nullable(),
  responsibility: z.enum(arrearsResponsibilities),
  reason: z.string(),
  recordedBy: z.string(),
  recordedAt: instant,
  settledOn: plainDateField.nullable(),
});

/** 扣款失败: the month is in arrears, and the late fee runs from the day after it was due. */
export const recordDebitFailure = operation({
  id: 'recordDebitFailure',
  method: 'POST',
  path: '/v1/tenants/:tenantId/registrations/:registrationId/debit-failures',
  scope: 'tenant',
  permission: 'contribution:pay',
  input: z.object({
    tenantId,
    registrationId: id('reg'),
    period: payPeriodField,
    dueOn: plainDateField,
    failedOn: plainDateField,
    /** The bank's or the bureau's words: 扣款余额不足. */
    reason: text(200),
    responsibility: z.enum(arrearsResponsibilities),
  }),
  output: arrearsView,
  failures: {
    'registration.not_found': 404,
    'debit_failure.in_the_future': 422,
    'contribution_month.not_found': 404,
    'contribution_month.state_wrong': 409,
    'arrears.open_already': 409,
  },
});

/** Open arrears first, the largest late fee on top. */
export const listArrears = operation({
  id: 'listArrears',
  method: 'GET',
  path: '/v1/arrears',
  scope: 'assigned',
  permission: 'employer_cost:read',
  input: z.object({
    clientId: tenantId.optional(),
    /** Only what nobody has paid yet. */
    show: z.enum(['all', 'open']).optional(),
  }),
  output: z.object({
    rows: z.array(
      arrearsView.extend({
        clientShortName: z.string().nullable(),
        /** Of settled ones: the late fee shared among the clients, as far as they are assigned. */
        parts: z.array(
          z.object({
            clientId: tenantId,
            clientShortName: z.string().nullable(),
            due: money,
            lateFee: money,
          }),
        ),
      }),
    ),
  }),
  failures: {},
});
