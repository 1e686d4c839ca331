import {
  type Fen,
  formatId,
  formatRate,
  formatYuan,
  type Id,
  type Instant,
  isUuid,
  parseId,
  parsePayPeriod,
  parsePlainDate,
  parseRate,
  parseYuan,
  type PayPeriod,
  type PlainDate,
  type Rate,
} from '@heyi/kernel';
import { z } from 'zod';

/** The one list of id prefixes; the noun stands in GLOSSARY.md. */
export const idPrefixes = {
  account: 'acc',
  advance: 'adv',
  agreementText: 'agt',
  app: 'app',
  arrears: 'arr',
  appKey: 'key',
  attachment: 'att',
  auditEntry: 'aud',
  balance: 'bal',
  baseAdjustment: 'bad',
  blockEntry: 'blk',
  client: 'ten',
  clientBill: 'cbl',
  clientBillLine: 'cbn',
  clientBillMatch: 'cbm',
  clientContact: 'cct',
  contributionLine: 'cnl',
  contributionPayment: 'ctp',
  bookEntry: 'bke',
  declaration: 'dcl',
  differenceRun: 'dfr',
  discrepancy: 'dsc',
  employment: 'emp',
  enrolment: 'enr',
  evidence: 'evd',
  evidenceBinding: 'evb',
  exception: 'exc',
  file: 'fil',
  gigReturn: 'gtr',
  importBatch: 'imp',
  incomeLine: 'inl',
  insuranceScheme: 'isc',
  insuranceTask: 'tsk',
  job: 'job',
  journal: 'jrn',
  ledgerAccount: 'lac',
  lineMatch: 'lmt',
  legalEntity: 'ent',
  licence: 'lic',
  linkSession: 'lks',
  message: 'msg',
  officialBill: 'obl',
  officialBillRow: 'obr',
  orderLine: 'orl',
  paper: 'ppr',
  paperRequest: 'prq',
  payBatch: 'pbt',
  payFile: 'pfl',
  payItem: 'pit',
  payOrder: 'pay',
  payeeAccount: 'pya',
  payout: 'pot',
  payoutBatch: 'pob',
  payerAccount: 'pac',
  payrollRun: 'run',
  payslip: 'slp',
  person: 'per',
  personLink: 'plk',
  procedure: 'prc',
  program: 'prg',
  receivable: 'rcv',
  receipt: 'rcp',
  registration: 'reg',
  serviceOrder: 'sor',
  session: 'ses',
  statement: 'stm',
  statementLine: 'stl',
  supplier: 'sup',
  supplierBill: 'spb',
  supplierBillRow: 'sbr',
  settlementSheet: 'sts',
  taxPayment: 'tpm',
  taxpayer: 'txp',
  tenant: 'ten',
  thread: 'thr',
  topUpClaim: 'tuc',
  vatReading: 'vrd',
  webhookDelivery: 'whd',
  webhookEndpoint: 'whe',
  webhookMessage: 'whm',
  withholdingReturn: 'wht',
  withdrawal: 'wdr',
  withdrawalDay: 'wdd',
  withdrawalProof: 'wdp',
  worker: 'wkr',
} as const;

export type IdPrefix = (typeof idPrefixes)[keyof typeof idPrefixes];

/** Text such as `emp_01jtv…` on the wire, the bare UUID inside. */
export function id<const P extends IdPrefix>(prefix: P) {
  return z.codec(
    z.string().meta({ description: `${prefix}_…` }),
    z.custom<Id<P>>((value) => typeof value === 'string' && isUuid(value)),
    {
      decode: (text, context) => {
        const parsed = parseId(prefix, text);
        if (parsed !== null) return parsed;
        context.issues.push({ code: 'custom', message: `id.${prefix}`, input: text });
        return z.NEVER;
      },
      encode: (uuid) => formatId(prefix, uuid),
    },
  );
}

/** Ten billion yuan: more is a slip of the finger, and no sum of such amounts leaves `Fen`. */
const enteredFenMax = 1_000_000_000_000;

/** Yuan as decimal text ("12345.60") on the wire, whole fen inside. */
export const money = z.codec(
  z.string().meta({ description: 'yuan, two decimals, as text' }),
  z.custom<Fen>((value) => Number.isSafeInteger(value)),
  {
    decode: (text, context) => {
      const parsed = parseYuan(text);
      if (parsed !== null && Math.abs(parsed) < enteredFenMax) return parsed;
      const message = parsed === null ? 'money.malformed' : 'money.too_large';
      context.issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    },
    encode: (amount) => formatYuan(amount),
  },
);

/** Money that may not be negative. */
export const positiveMoney = money.refine((amount) => amount >= 0, { message: 'money.negative' });

/** "0.098" on the wire, parts per million inside. */
export const rateField = z.codec(
  z.string().meta({ description: 'decimal fraction as text, 0.16 is 16 %' }),
  z.custom<Rate>((value) => Number.isSafeInteger(value)),
  {
    decode: (text, context) => {
      const parsed = parseRate(text);
      if (parsed !== null) return parsed;
      context.issues.push({ code: 'custom', message: 'rate.malformed', input: text });
      return z.NEVER;
    },
    encode: (value) => formatRate(value),
  },
);

export const plainDateField = z.codec(
  z.string().meta({ format: 'date' }),
  z.custom<PlainDate>((value) => typeof value === 'string'),
  {
    decode: (text, context) => {
      const parsed = parsePlainDate(text);
      if (parsed !== null) return parsed;
      context.issues.push({ code: 'custom', message: 'date.malformed', input: text });
      return z.NEVER;
    },
    encode: (date) => date,
  },
);

export const payPeriodField = z.codec(
  z.string().meta({ description: 'month, YYYY-MM' }),
  z.custom<PayPeriod>((value) => typeof value === 'string'),
  {
    decode: (text, context) => {
      const parsed = parsePayPeriod(text);
      if (parsed !== null) return parsed;
      context.issues.push({ code: 'custom', message: 'period.malformed', input: text });
      return z.NEVER;
    },
    encode: (period) => period,
  },
);

export const instant = z
  .custom<Instant>((value) => typeof value === 'string')
  .meta({
    type: 'string',
    format: 'date-time',
  });

export const tenantId = id('ten');

/** A line of text a person typed: trimmed, not empty, no control characters. */
export function text(max = 200) {
  return (
    z
      .string()
      .trim()
      .min(1)
      .max(max)
      // eslint-disable-next-line no-control-regex
      .regex(/^[^\u0000-\u001f\u007f]*$/u)
  );
}

const sealedDescription =
  'sealed: a compact JWE (ECDH-ES, A256GCM) of the text for a key of getFieldKeys; ' +
  'plain text only where the installation takes it';

/**
 * A text that no proxy, log or trace on the way should hold: a document number, an account, a phone,
 * a password. It travels as a compact JWE for the server's key; behind the door it is the text
 * itself, which `schema` describes.
 */
export function sensitive<T extends z.ZodType>(schema: T): T {
  return schema.meta({ description: sealedDescription, 'x-sealed': true });
}

/** A whole number in a query string or a body. */
export function count(max: number) {
  return z.coerce.number().int().min(0).max(max);
}

/** Cursor pages: ask with the `next` of the page before; null `next` is the last page. */
export const pageInput = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
};

export function page<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}

export const nothing = z.object({});

/** Why a number is what it is: the rule, its article, the figures it used, what went in. */
export const reason = z.object({
  rule: z.string(),
  article: z.string().nullable(),
  textZh: z.string(),
  textEn: z.string(),
  figures: z.array(
    z.object({
      key: z.string(),
      titleZh: z.string(),
      titleEn: z.string(),
      value: z.string(),
      appliesFrom: z.string().nullable(),
      source: z.string().nullable(),
      /** How well it was read: official-quoted, official-cited, secondary, own-knowledge. */
      mark: z.string(),
      isUnverified: z.boolean(),
      /** The published time has ended and its successor is not known yet. */
      isCarriedForward: z.boolean(),
    }),
  ),
  inputs: z.record(z.string(), z.string()),
  rounding: z.string().nullable(),
  /** What came out, each result by its name. */
  output: z.record(z.string(), z.string()),
});
