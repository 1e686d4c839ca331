import { z } from 'zod';
import { id, nothing, reason, tenantId } from './fields.ts';
import { operation } from './operation.ts';
import { payslipLineView } from './payroll-calculation.ts';
import { ownPayslipView } from './payroll-deliverable.ts';
import { newLink, staffLinkDays } from './person-link.ts';

/** One payslip on the phone of its person, by a link that the provider's people send. */

const permission = 'link:payslip';

/** To a payslip that is released; withdrawing the payslip empties the page too. */
export const createPayslipLink = operation({
  id: 'createPayslipLink',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payslips/:payslipId/link',
  scope: 'tenant',
  permission: 'payslip:release',
  input: z.object({
    tenantId,
    payslipId: id('slp'),
    /** How long it can be opened; else a week. */
    days: staffLinkDays,
  }),
  output: newLink,
  failures: { 'payslip.not_found': 404, 'payslip.not_released': 409 },
});

/** Looking at it marks it read. */
export const readLinkedPayslip = operation({
  id: 'readLinkedPayslip',
  method: 'POST',
  path: '/v1/me/payslip/reading',
  scope: 'link',
  permission,
  withHouse: true,
  input: z.object({}),
  output: ownPayslipView,
  failures: { 'payslip.not_found': 404 },
});

/** Why this number. */
export const explainLinkedPayslipLine = operation({
  id: 'explainLinkedPayslipLine',
  method: 'GET',
  path: '/v1/me/payslip/lines/:line',
  scope: 'link',
  permission,
  withHouse: true,
  input: z.object({ line: z.coerce.number().int().min(0).max(999) }),
  output: z.object({ line: payslipLineView, reasons: z.array(reason) }),
  failures: { 'payslip.not_found': 404, 'payslip.line_not_found': 404 },
});

export const confirmLinkedPayslip = operation({
  id: 'confirmLinkedPayslip',
  method: 'POST',
  path: '/v1/me/payslip/confirmation',
  scope: 'link',
  permission,
  input: z.object({}),
  output: nothing,
  failures: { 'payslip.not_found': 404, 'payslip.not_read': 409 },
});

export const downloadLinkedPayslip = operation({
  id: 'downloadLinkedPayslip',
  method: 'GET',
  path: '/v1/me/payslip/pdf',
  scope: 'link',
  permission,
  withHouse: true,
  download: true,
  input: z.object({}),
  output: nothing,
  failures: { 'payslip.not_found': 404 },
});
