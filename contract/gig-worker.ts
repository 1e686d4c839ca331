import { z } from 'zod';
import {
  id,
  instant,
  page,
  pageInput,
  plainDateField,
  sensitive,
  tenantId,
  text,
} from './fields.ts';
import { operation } from './operation.ts';
import { documentKinds } from './persons.ts';

/** 平台内从业人员: who may withdraw, and why somebody may not yet. Served by the gig module. */

/** 待完善 · 已准入 · 不予准入 · 已暂停 · 已退出. */
export const workerStates = ['pending', 'admitted', 'refused', 'suspended', 'left'] as const;

/** What made the state of a worker be judged. */
export const workerEvents = [
  'registered',
  'signed',
  'checked',
  'accountChanged',
  'accountRefused',
  'suspended',
  'resumed',
  'left',
  'listed',
  'judged',
] as const;

/** 银行卡 · 支付宝 · 微信. */
export const payoutChannels = ['bankCard', 'alipay', 'wechat'] as const;

/** Why a worker may not withdraw; the first seven can be cured by the worker or the platform. */
export const admissionReasons = [
  'agreementUnsigned',
  'authorisationMissing',
  'identityUnchecked',
  'identityNoAnswer',
  'accountFrozen',
  'accountClosed',
  'accountNameDiffers',
  'identityDisagrees',
  'underAge',
  'blocked',
  'conflictDirector',
  'conflictShareholder',
  'conflictEmployee',
  'suspendedByOperator',
  'left',
] as const;

/** What a bank said of the account when it refused or returned money: 二类户冻结 · 已销户 · 户名不符. */
export const accountTroubles = ['frozen', 'closed', 'nameDiffers'] as const;

/** 合作协议 · 代办申报授权. */
export const agreementKinds = ['cooperation', 'declarationAuthorisation'] as const;
/** 勾选 · 短信验证 · 电子签名 · 纸质. */
export const signatureMethods = ['click', 'sms', 'electronicSignature', 'paper'] as const;

/** 黑名单 · 董事监事高管 · 股东. */
export const blockKinds = ['blocked', 'director', 'shareholder'] as const;

export const identityOutcomes = ['unchecked', 'agrees', 'disagrees', 'noAnswer'] as const;

/** The id that the platform itself calls the worker by. */
export const externalWorkerId = z.string().regex(/^[\w.:-]{1,64}$/);

export const workerAccountFields = {
  channel: z.enum(payoutChannels),
  /** Card number; the sign-in name at Alipay; the open id at WeChat. */
  accountNumber: sensitive(text(64)),
  bankName: text(80).nullish(),
  /** 联行号, 12 digits. */
  bankCode: z
    .string()
    .regex(/^\d{12}$/)
    .nullish(),
};

const signature = z.object({
  kind: z.enum(agreementKinds),
  version: text(20),
  signedAt: instant,
  method: z.enum(signatureMethods),
});

export const workerFields = {
  externalWorkerId,
  name: text(60),
  documentKind: z.enum(documentKinds),
  documentNumber: sensitive(text(30)),
  /** Needed for documents whose number does not hold it. */
  birthDate: plainDateField.nullish(),
  phone: sensitive(text(20)),
  ...workerAccountFields,
};

export const workerRow = z.object({
  id: id('wkr'),
  /** Of the app that registered the worker; who was registered in the console is live. */
  environment: z.enum(['sandbox', 'live']),
  externalWorkerId: z.string(),
  name: z.string(),
  documentKind: z.enum(documentKinds),
  documentMasked: z.string(),
  phoneMasked: z.string(),
  channel: z.enum(payoutChannels),
  accountMasked: z.string(),
  state: z.enum(workerStates),
  reasons: z.array(z.enum(admissionReasons)),
  registeredAt: instant,
});

export const workerView = workerRow.extend({
  birthDate: plainDateField.nullable(),
  bankName: z.string().nullable(),
  /** Nothing is paid to such an account until it is another, or the operator says that it is cured. */
  accountTrouble: z.object({ kind: z.enum(accountTroubles), since: instant }).nullable(),
  identity: z.object({
    outcome: z.enum(identityOutcomes),
    text: z.string().nullable(),
    checkedAt: instant.nullable(),
  }),
  signatures: z.array(signature),
  history: z.array(
    z.object({
      what: z.enum(workerEvents),
      state: z.enum(workerStates),
      reasons: z.array(z.enum(admissionReasons)),
      note: z.string().nullable(),
      actorName: z.string(),
      at: instant,
    }),
  ),
});

/** What a registration may be refused for, in the order it is checked. */
export const registrationFailures = {
  'worker.document_malformed': 422,
  'worker.birth_date_missing': 422,
  'worker.phone_malformed': 422,
  'worker.account_malformed': 422,
  'worker.channel_not_open': 422,
} as const;

const registrationCodes = [
  'worker.document_malformed',
  'worker.birth_date_missing',
  'worker.phone_malformed',
  'worker.account_malformed',
  'worker.channel_not_open',
  'worker.document_taken',
  'worker.already_registered',
  'agreement.version_unknown',
  'agreement.signed_in_future',
] as const;

export const registerWorker = operation({
  id: 'registerWorker',
  method: 'POST',
  path: '/v1/tenants/:tenantId/workers',
  scope: 'tenant',
  permission: 'gig_worker:write',
  withHouse: true,
  input: z.object({ tenantId, ...workerFields, signatures: z.array(signature).max(2).optional() }),
  output: workerView,
  failures: {
    'program.not_found': 409,
    ...registrationFailures,
    'worker.already_registered': 409,
    'worker.document_taken': 409,
    'agreement.version_unknown': 422,
    'agreement.signed_in_future': 422,
  },
});

/** In bulk, by the platform itself: each worker has an outcome of its own. */
export const registerWorkers = operation({
  id: 'registerWorkers',
  method: 'POST',
  path: '/v1/workers',
  scope: 'app',
  permission: 'workers:write',
  withHouse: true,
  input: z.object({
    workers: z
      .array(z.object({ ...workerFields, signatures: z.array(signature).max(2).optional() }))
      .min(1)
      .max(500),
  }),
  output: z.object({
    results: z.array(
      z.object({
        externalWorkerId: z.string(),
        /** `registered`, `unchanged` (the same again), or `refused`. */
        outcome: z.enum(['registered', 'unchanged', 'refused']),
        code: z.enum(registrationCodes).nullable(),
        state: z.enum(workerStates).nullable(),
        reasons: z.array(z.enum(admissionReasons)),
      }),
    ),
  }),
  failures: { 'program.not_found': 409 },
});

export const listWorkers = operation({
  id: 'listWorkers',
  method: 'GET',
  path: '/v1/tenants/:tenantId/workers',
  scope: 'tenant',
  permission: 'gig_worker:read',
  input: z.object({
    tenantId,
    state: z.enum(workerStates).optional(),
    reason: z.enum(admissionReasons).optional(),
    /** Name, or the platform's own id, as it begins. */
    search: text(64).optional(),
    /** Live unless it is said. */
    environment: z.enum(['sandbox', 'live']).optional(),
    ...pageInput,
  }),
  output: page(workerRow).extend({
    counts: z.array(z.object({ state: z.enum(workerStates), workers: z.number() })),
  }),
  failures: {},
});

const one = { tenantId, workerId: id('wkr') };

export const getWorker = operation({
  id: 'getWorker',
  method: 'GET',
  path: '/v1/tenants/:tenantId/workers/:workerId',
  scope: 'tenant',
  permission: 'gig_worker:read',
  input: z.object(one),
  output: workerView,
  failures: { 'worker.not_found': 404 },
});

export const readWorker = operation({
  id: 'readWorker',
  method: 'GET',
  path: '/v1/workers/:externalWorkerId',
  scope: 'app',
  permission: 'workers:read',
  input: z.object({ externalWorkerId }),
  output: workerView.omit({ history: true }),
  failures: { 'worker.not_found': 404 },
});

/** A new account has to be checked again; until then nothing is paid to it. */
export const setWorkerAccount = operation({
  id: 'setWorkerAccount',
  method: 'PUT',
  path: '/v1/workers/:externalWorkerId/account',
  scope: 'app',
  permission: 'workers:write',
  input: z.object({ externalWorkerId, ...workerAccountFields }),
  output: workerView.omit({ history: true }),
  failures: {
    'worker.not_found': 404,
    'worker.left': 409,
    'worker.account_malformed': 422,
    'worker.channel_not_open': 422,
  },
});

export const signWorkerAgreement = operation({
  id: 'signWorkerAgreement',
  method: 'POST',
  path: '/v1/workers/:externalWorkerId/signatures',
  scope: 'app',
  permission: 'workers:write',
  input: z.object({ externalWorkerId, ...signature.shape }),
  output: workerView.omit({ history: true }),
  failures: {
    'worker.not_found': 404,
    'worker.left': 409,
    'agreement.version_unknown': 422,
    'agreement.signed_in_future': 422,
  },
});

/** Asks the identity provider once more, and looks at age, lists and signatures again. */
export const checkWorker = operation({
  id: 'checkWorker',
  method: 'POST',
  path: '/v1/tenants/:tenantId/workers/:workerId/check',
  scope: 'tenant',
  permission: 'gig_worker:write',
  input: z.object(one),
  output: workerView,
  failures: { 'worker.not_found': 404, 'worker.left': 409 },
});

export const suspendWorker = operation({
  id: 'suspendWorker',
  method: 'POST',
  path: '/v1/tenants/:tenantId/workers/:workerId/suspension',
  scope: 'tenant',
  permission: 'gig_worker:write',
  input: z.object({ ...one, reason: text(200) }),
  output: workerView,
  failures: { 'worker.not_found': 404, 'worker.left': 409, 'worker.already_suspended': 409 },
});

/** 更换收款账户 by the operator, as the platform does it by {@link setWorkerAccount}. */
export const changeWorkerAccount = operation({
  id: 'changeWorkerAccount',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/workers/:workerId/account',
  scope: 'tenant',
  permission: 'gig_worker:write',
  input: z.object({ ...one, ...workerAccountFields }),
  output: workerView,
  failures: {
    'worker.not_found': 404,
    'worker.left': 409,
    'worker.account_malformed': 422,
    'worker.channel_not_open': 422,
  },
});

/** Ends a suspension, also that of an account that a bank refused. */
export const resumeWorker = operation({
  id: 'resumeWorker',
  method: 'POST',
  path: '/v1/tenants/:tenantId/workers/:workerId/resumption',
  scope: 'tenant',
  permission: 'gig_worker:write',
  input: z.object({ ...one, reason: text(200) }),
  output: workerView,
  failures: { 'worker.not_found': 404, 'worker.left': 409, 'worker.not_suspended': 409 },
});

/** Final: what is still owed has to be withdrawn or paid before. */
export const leaveWorker = operation({
  id: 'leaveWorker',
  method: 'POST',
  path: '/v1/tenants/:tenantId/workers/:workerId/departure',
  scope: 'tenant',
  permission: 'gig_worker:write',
  withHouse: true,
  input: z.object({ ...one, reason: text(200) }),
  output: workerView,
  failures: { 'worker.not_found': 404, 'worker.left': 409, 'worker.balance_left': 409 },
});
