import { z } from 'zod';
import { id, nothing, payPeriodField, plainDateField, tenantId, text } from './fields.ts';
import { insuranceFailureCodes } from './insurance-task.ts';
import { operation } from './operation.ts';
import { lineRefusals, lineStates } from './order-lines.ts';
import { orderServices } from './order-services.ts';

/**
 * Steps of many order lines at once: each line has its own outcome and the others go on; an id that is
 * not there refuses all of them.
 */

const inClient = { tenantId };

const lines = z
  .array(z.object({ id: id('orl'), version: z.number().int().min(1) }))
  .min(1)
  .max(500);

export const lineOutcomes = z.object({
  rows: z.array(
    z.object({
      id: id('orl'),
      /** Null when it was done. */
      refusal: z.enum(lineRefusals).nullable(),
      /** Who has it, or what a task waits for, where the refusal is about that. */
      detail: z.string().nullable(),
      state: z.enum(lineStates),
      version: z.number(),
    }),
  ),
});

const missing = { 'order_line.not_found': 404 } as const;

function step<const Id extends string, const P extends string>(what: {
  id: Id;
  path: string;
  permission: P;
}) {
  return {
    id: what.id,
    method: 'POST',
    path: `/v1/tenants/:tenantId/order-line-steps/${what.path}`,
    scope: 'tenant',
    permission: what.permission,
    withHouse: true,
  } as const;
}

const work = 'order_line:work';

/** 接单: whoever takes it first has it. */
export const takeOrderLines = operation({
  ...step({ id: 'takeOrderLines', path: 'take', permission: work }),
  input: z.object({ ...inClient, lines }),
  output: lineOutcomes,
  failures: missing,
});

/** 分派: to somebody, or by city and skill to whoever has the fewest. */
export const assignOrderLines = operation({
  ...step({ id: 'assignOrderLines', path: 'assign', permission: 'order_line:assign' }),
  input: z.object({ ...inClient, lines, assigneeId: id('acc').nullish() }),
  output: lineOutcomes,
  failures: missing,
});

/** 交接 to a colleague, with what there is to know. */
export const handOverOrderLines = operation({
  ...step({ id: 'handOverOrderLines', path: 'hand-over', permission: work }),
  input: z.object({ ...inClient, lines, toId: id('acc'), note: text(300) }),
  output: lineOutcomes,
  failures: missing,
});

/** 打回 to whoever handed it in. */
export const sendBackOrderLines = operation({
  ...step({ id: 'sendBackOrderLines', path: 'send-back', permission: work }),
  input: z.object({ ...inClient, lines, reason: text(300) }),
  output: lineOutcomes,
  failures: missing,
});

/** 补充后重新提交: answers what was sent back. */
export const answerOrderLines = operation({
  ...step({ id: 'answerOrderLines', path: 'answer', permission: 'order_line:request' }),
  input: z.object({ ...inClient, lines, words: text(300) }),
  output: lineOutcomes,
  failures: missing,
});

export const setOrderChannel = operation({
  ...step({ id: 'setOrderChannel', path: 'channel', permission: work }),
  input: z.object({
    ...inClient,
    lines,
    /** A supplier is asked by dispatchOrderLines. */
    channel: z.enum(['robot', 'manualOnline', 'counter']),
  }),
  output: lineOutcomes,
  failures: missing,
});

/** 柜台: when somebody goes there, and under which number the papers travel. */
export const bookCounterVisit = operation({
  ...step({ id: 'bookCounterVisit', path: 'counter-visit', permission: work }),
  input: z.object({
    ...inClient,
    lines,
    appointmentOn: plainDateField.nullable(),
    courierNumber: text(40).nullable(),
  }),
  output: lineOutcomes,
  failures: { ...missing, 'order_line.appointment_passed': 422 },
});

/** 已提交官方. By the robot's channel it is sent by the machine; else somebody says that it went out. */
export const submitOrderLines = operation({
  ...step({ id: 'submitOrderLines', path: 'submit', permission: work }),
  input: z.object({ ...inClient, lines, officialNumber: text(60).optional() }),
  output: lineOutcomes,
  failures: missing,
});

/** 官方成功, proven by a paper that covers all of the lines. */
export const recordOrderResult = operation({
  ...step({ id: 'recordOrderResult', path: 'result', permission: work }),
  input: z.object({
    ...inClient,
    lines,
    /** Bound to each line first; without it every line must be proven already. */
    evidenceId: id('evd').optional(),
    officialNumber: text(60).optional(),
    /** Where the agency took another month than was asked for. */
    effectivePeriod: payPeriodField.optional(),
  }),
  output: lineOutcomes,
  failures: { ...missing, 'evidence.not_found': 404 },
});

/** 官方失败 with the agency's reason and its own words. */
export const failOrderLines = operation({
  ...step({ id: 'failOrderLines', path: 'failure', permission: work }),
  input: z.object({
    ...inClient,
    lines,
    failureCode: z.enum(insuranceFailureCodes),
    words: text(300),
  }),
  output: lineOutcomes,
  failures: missing,
});

/** 重新办理 after a refusal of the agency. */
export const reopenOrderLines = operation({
  ...step({ id: 'reopenOrderLines', path: 'reopen', permission: work }),
  input: z.object({ ...inClient, lines, note: text(300) }),
  output: lineOutcomes,
  failures: missing,
});

/** 取消: not to be done. What has gone out to an agency is not taken back by this. */
export const cancelOrderLines = operation({
  ...step({ id: 'cancelOrderLines', path: 'cancel', permission: 'order_line:request' }),
  input: z.object({ ...inClient, lines, reason: text(300) }),
  output: lineOutcomes,
  failures: missing,
});

/** 派单 to a supplier of the city. */
export const dispatchOrderLines = operation({
  ...step({ id: 'dispatchOrderLines', path: 'dispatch', permission: work }),
  input: z.object({ ...inClient, lines, supplierId: id('sup'), note: text(300).optional() }),
  output: lineOutcomes,
  failures: { ...missing, 'supplier.not_found': 404, 'supplier.ended': 409 },
});

/** 接单, or not: what the supplier said. 反馈 is the official result or failure, with its paper. */
export const recordSupplierAnswer = operation({
  ...step({ id: 'recordSupplierAnswer', path: 'supplier-answer', permission: work }),
  input: z.object({
    ...inClient,
    lines,
    answer: z.enum(['accepted', 'declined']),
    /** Of a refusal: why. */
    words: text(300).optional(),
  }),
  output: lineOutcomes,
  failures: { ...missing, 'order_line.words_missing': 422 },
});

/** 柜台表: the agency's printed form with everybody who goes to its counter for a matter and month. */
export const downloadCounterForm = operation({
  id: 'downloadCounterForm',
  method: 'GET',
  path: '/v1/tenants/:tenantId/registrations/:registrationId/counter-form',
  scope: 'tenant',
  permission: work,
  withHouse: true,
  download: true,
  input: z.object({
    ...inClient,
    registrationId: id('reg'),
    service: z.enum(orderServices),
    period: payPeriodField,
  }),
  output: nothing,
  failures: {
    'registration.not_found': 404,
    'counter_form.unknown': 404,
    'counter_form.nobody': 404,
  },
});
