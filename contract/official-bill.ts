import { z } from 'zod';
import { employerCostPermission, employerMoney } from './employer-cost.ts';
import { id, instant, money, page, pageInput, payPeriodField, tenantId, text } from './fields.ts';
import { procedureMarks } from './insurance-procedure.ts';
import { contributionKinds, contributionLineTypes } from './insurance.ts';
import { operation } from './operation.ts';

/** 费款账单 of an agency: read, compared to the fen, decided, accepted. Served by insurance. */

/** 读取中 · 待处理 · 读取失败 · 入账中 · 入账失败 · 已入账. */
export const officialBillStates = [
  'reading',
  'read',
  'failed',
  'accepting',
  'entryFailed',
  'accepted',
] as const;

/**
 * 基数不同 · 费率不同 · 尾差 · 账单没有 · 我方没有 · 重复行 · 补缴 · 滞纳金 · 退费 · 在别的单位户参保.
 */
export const differenceCauses = [
  'baseDiffers',
  'rateDiffers',
  'rounding',
  'notOnBill',
  'notOurs',
  'duplicateRow',
  'backContribution',
  'lateFee',
  'refund',
  'elsewhere',
] as const;

/** 按账单 · 向经办机构提出 · 问客户. */
export const differenceDecisions = ['takeBill', 'dispute', 'askClient'] as const;

/** What the reader found in the file; the first three keep a bill from being accepted as it is. */
export const billFindingCodes = [
  'totalsDiffer',
  'mergedRow',
  'cellUnreadable',
  'personUnknown',
  'duplicateRow',
  'totalRow',
  'groupRow',
] as const;

export const officialBillView = z.object({
  id: id('obl'),
  tenantId,
  registrationId: id('reg'),
  legalEntityName: z.string(),
  cityName: z.string().nullable(),
  agencyName: z.string(),
  period: payPeriodField,
  layout: z.string().nullable(),
  layoutTitle: z.string().nullable(),
  layoutMark: z.enum(procedureMarks).nullable(),
  state: z.enum(officialBillStates),
  fileName: z.string(),
  evidenceId: id('evd'),
  jobId: id('job').nullable(),
  /** Of a failed one, read or entered. */
  failureCode: z.string().nullable(),
  failureFacts: z.record(z.string(), z.union([z.string(), z.number()])),
  rowCount: z.number(),
  personCount: z.number(),
  findingCount: z.number(),
  faultCount: z.number(),
  differenceCount: z.number(),
  undecidedCount: z.number(),
  billEmployer: employerMoney,
  billEmployee: money,
  lateFee: employerMoney,
  ourEmployer: employerMoney,
  ourEmployee: money,
  faultsReason: z.string().nullable(),
  createdBy: z.string(),
  createdAt: instant,
  acceptedBy: z.string().nullable(),
  acceptedAt: instant.nullable(),
});

export const listBillLayouts = operation({
  id: 'listBillLayouts',
  method: 'GET',
  path: '/v1/tenants/:tenantId/bill-layouts',
  scope: 'tenant',
  permission: 'contribution:read',
  input: z.object({ tenantId }),
  output: z.object({
    rows: z.array(
      z.object({
        layout: z.string(),
        title: z.string(),
        cityCodes: z.array(z.string()),
        mark: z.enum(procedureMarks),
        note: z.string().nullable(),
      }),
    ),
  }),
  failures: {},
});

/** The file is kept as evidence; reading and comparing is a job. */
export const importOfficialBill = operation({
  id: 'importOfficialBill',
  method: 'POST',
  path: '/v1/tenants/:tenantId/registrations/:registrationId/official-bills',
  scope: 'tenant',
  permission: 'contribution:update',
  partPermissions: [employerCostPermission],
  upload: true,
  input: z.object({
    tenantId,
    registrationId: id('reg'),
    /** 账单月. */
    period: payPeriodField,
    /** Absent: found by the header. */
    layout: text(60).optional(),
  }),
  output: officialBillView,
  failures: {
    'registration.not_found': 404,
    'bill_layout.not_found': 404,
    'file.empty': 422,
    'file.kind_refused': 422,
    'official_bill.no_sheet': 422,
    'evidence.unreadable': 422,
    'evidence.locked': 422,
    'official_bill.same_file': 409,
  },
});

export const listOfficialBills = operation({
  id: 'listOfficialBills',
  method: 'GET',
  path: '/v1/tenants/:tenantId/official-bills',
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({
    tenantId,
    registrationId: id('reg').optional(),
    period: payPeriodField.optional(),
  }),
  output: z.object({ rows: z.array(officialBillView) }),
  failures: {},
});

const at = '/v1/tenants/:tenantId/official-bills/:officialBillId';
const one = { tenantId, officialBillId: id('obl') };

export const billFinding = z.object({
  number: z.number(),
  rowNumber: z.number().nullable(),
  code: z.enum(billFindingCodes),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const billCauseCount = z.object({
  cause: z.enum(differenceCauses),
  count: z.number(),
  undecidedCount: z.number(),
  /** Bill less ours. */
  employer: employerMoney,
  employee: money,
});

export const getOfficialBill = operation({
  id: 'getOfficialBill',
  method: 'GET',
  path: at,
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object(one),
  output: officialBillView.extend({
    findings: z.array(billFinding),
    causes: z.array(billCauseCount),
    /** Differences that are disputed or asked about: entered, the bill leaves our figures there. */
    kept: z.object({
      count: z.number(),
      ourEmployer: employerMoney,
      ourEmployee: money,
      billEmployer: employerMoney,
      billEmployee: money,
    }),
  }),
  failures: { 'official_bill.not_found': 404 },
});

/**
 * Rows of the bill. The holder sees all; a client whose people stand on a bill of the provider's
 * unit sees its own and nothing else.
 */
export const listOfficialBillRows = operation({
  id: 'listOfficialBillRows',
  method: 'GET',
  path: `${at}/rows`,
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object({ ...one, ...pageInput }),
  output: page(
    z.object({
      rowNumber: z.number(),
      employmentId: id('emp').nullable(),
      personName: z.string(),
      documentMasked: z.string(),
      period: payPeriodField,
      type: z.enum(contributionLineTypes),
      amounts: z.array(
        z.object({
          kind: z.enum(contributionKinds),
          base: money,
          employer: employerMoney,
          employee: money,
        }),
      ),
      lateFee: employerMoney,
      isDuplicate: z.boolean(),
    }),
  ),
  failures: { 'official_bill.not_found': 404 },
});

export const billDifferenceView = z.object({
  id: id('obr'),
  employmentId: id('emp').nullable(),
  clientId: tenantId.nullable(),
  rowNumber: z.number().nullable(),
  personName: z.string(),
  /** Null: about the whole row. */
  kind: z.enum(contributionKinds).nullable(),
  period: payPeriodField,
  type: z.enum(contributionLineTypes),
  cause: z.enum(differenceCauses),
  ourBase: money,
  ourEmployer: employerMoney,
  ourEmployee: money,
  billBase: money,
  billEmployer: employerMoney,
  billEmployee: money,
  decision: z.enum(differenceDecisions).nullable(),
  note: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});

export const listBillDifferences = operation({
  id: 'listBillDifferences',
  method: 'GET',
  path: `${at}/differences`,
  scope: 'tenant',
  permission: 'contribution:read',
  partPermissions: [employerCostPermission],
  input: z.object({
    ...one,
    cause: z.enum(differenceCauses).optional(),
    show: z.enum(['all', 'undecided']).optional(),
    ...pageInput,
  }),
  output: page(billDifferenceView),
  failures: { 'official_bill.not_found': 404 },
});

/** Those named, or all open ones of a cause. */
export const decideBillDifferences = operation({
  id: 'decideBillDifferences',
  method: 'POST',
  path: `${at}/decisions`,
  scope: 'tenant',
  permission: 'contribution:update',
  input: z.object({
    ...one,
    differenceIds: z.array(id('obr')).max(500).optional(),
    cause: z.enum(differenceCauses).optional(),
    decision: z.enum(differenceDecisions),
    note: text(200).optional(),
  }),
  output: z.object({ decided: z.number() }),
  failures: {
    'official_bill.not_found': 404,
    'official_bill.not_read': 409,
    'bill_difference.not_named': 422,
    'bill_difference.person_unknown': 422,
  },
});

/** The bill's amounts become the lines that count; a job. One whose entering failed is entered again. */
export const acceptOfficialBill = operation({
  id: 'acceptOfficialBill',
  method: 'POST',
  path: `${at}/acceptance`,
  scope: 'tenant',
  permission: 'contribution:update',
  partPermissions: [employerCostPermission],
  input: z.object({
    ...one,
    /** Why the bill is taken though its totals or rows have faults. */
    faultsReason: text(200).optional(),
  }),
  output: officialBillView,
  failures: {
    'official_bill.not_found': 404,
    'official_bill.not_read': 409,
    'official_bill.faults_open': 422,
    'official_bill.undecided': 422,
  },
});
