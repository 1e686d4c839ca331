import { gigWorkerContract as contract, peopleContract } from '@heyi/contract';
import type { PlainDate } from '@heyi/kernel';
import type { DocumentKind } from '@heyi/people';
import {
  type Choice,
  type ColumnSpec,
  type ImportKind,
  importKind,
  type RowOutcome,
} from '@heyi/platform';
import type { Signature } from '../agreement/signature.store.ts';
import type { PayoutChannel } from './identity-checker.ts';
import {
  type PlannedRegistration,
  type PlannedWorker,
  planRegistrations,
  writeWorkers,
} from './register-workers.ts';
import { lockRegistrations, stripesOf } from './worker.store.ts';
import { checkExternalId, registrationProblems } from './worker-problems.ts';

type Values = {
  readonly externalWorkerId: string;
  readonly name: string;
  readonly documentKind: DocumentKind | null;
  readonly documentNumber: string;
  readonly birthDate: PlainDate | null;
  readonly phone: string;
  readonly channel: PayoutChannel | null;
  readonly accountNumber: string;
  readonly bankName: string | null;
  readonly bankCode: string | null;
  readonly cooperationVersion: string | null;
  readonly authorisationVersion: string | null;
  readonly signedOn: PlainDate | null;
};

/** 从业人员名单: one row a worker. The same row again changes nothing. */
export const workersImport: ImportKind = importKind<Values, PlannedWorker>({
  kind: 'gigWorkers',
  permission: 'gig_worker:write',
  title: { zh: '从业人员', en: 'Workers' },
  subjectPrefix: null,
  refusal: async (tx) => ((await stripesOf(tx)) ? null : { code: 'program.not_found' }),
  columns: () => Promise.resolve(columns),
  lock: (tx) => lockRegistrations(tx),
  async judge(tx, _subject, rows) {
    const registrations = rows.map(({ values }) => ({
      ...values,
      documentKind: values.documentKind ?? 'idCard',
      channel: values.channel ?? 'bankCard',
      signatures: signaturesOf(values),
    }));
    return (await planRegistrations(tx, registrations))!.map(outcomeOf);
  },
  commit: (tx, _subject, rows) =>
    writeWorkers(
      tx,
      rows.map(({ plan }) => plan),
    ),
});

function outcomeOf(planned: PlannedRegistration): RowOutcome<PlannedWorker> {
  if (planned.outcome === 'registered') return { outcome: 'created', plan: planned };
  if (planned.outcome === 'unchanged') return { outcome: 'unchanged' };
  return { outcome: 'invalid', problems: [registrationProblems[planned.code]] };
}

/** Signed on paper or elsewhere before: the sheet says which version, and on which day. */
function signaturesOf({ cooperationVersion, authorisationVersion, signedOn }: Values): Signature[] {
  if (signedOn === null) return [];
  const signed = [
    { kind: 'cooperation', version: cooperationVersion },
    { kind: 'declarationAuthorisation', version: authorisationVersion },
  ] as const;
  // Noon in Shanghai: the sheet knows the day alone.
  const signedAt = `${signedOn}T04:00:00.000Z`;
  return signed.flatMap(({ kind, version }) =>
    version === null ? [] : [{ kind, version, signedAt, method: 'paper' as const }],
  );
}

const documentNames: Readonly<Record<DocumentKind, readonly [string, string]>> = {
  idCard: ['居民身份证', 'ID card'],
  hkMacaoPermit: ['港澳居民来往内地通行证', 'HK/Macao permit'],
  taiwanPermit: ['台湾居民来往大陆通行证', 'Taiwan permit'],
  passport: ['护照', 'Passport'],
  foreignPermanentResident: ['外国人永久居留身份证', 'Foreign permanent resident ID card'],
  hkMacaoTaiwanResidencePermit: ['港澳台居民居住证', 'HK/Macao/Taiwan residence permit'],
};
const channelNames: Readonly<Record<PayoutChannel, readonly [string, string]>> = {
  bankCard: ['银行卡', 'Bank card'],
  alipay: ['支付宝', 'Alipay'],
  wechat: ['微信', 'WeChat'],
};

function choices<K extends string>(
  codes: readonly K[],
  names: Readonly<Record<K, readonly [string, string]>>,
): Choice[] {
  return codes.map((code) => ({ code, label: names[code][0], labelEn: names[code][1] }));
}

const columns: readonly ColumnSpec[] = [
  {
    kind: 'text',
    key: 'externalWorkerId',
    check: checkExternalId,
    title: '平台编号',
    titleEn: 'Platform id',
    required: true,
    maxLength: 64,
    synonyms: ['用户编号', '主播编号', '骑手编号', '用户ID'],
    sample: 'u-10086',
  },
  {
    kind: 'text',
    key: 'name',
    title: '姓名',
    titleEn: 'Name',
    required: true,
    maxLength: 60,
    sample: '阿依古丽·买买提',
  },
  {
    kind: 'choice',
    key: 'documentKind',
    title: '证件类型',
    titleEn: 'Document kind',
    choices: choices(peopleContract.documentKinds, documentNames),
    note: '不填为居民身份证',
    noteEn: 'Empty is an ID card',
  },
  {
    kind: 'identifier',
    key: 'documentNumber',
    title: '证件号码',
    titleEn: 'Document number',
    required: true,
    maxLength: 30,
    synonyms: ['身份证号', '身份证号码'],
    note: '请设为文本格式',
    noteEn: 'Format the column as text',
  },
  {
    kind: 'date',
    key: 'birthDate',
    title: '出生日期',
    titleEn: 'Date of birth',
    note: '身份证可不填',
    noteEn: 'Not needed with an ID card',
  },
  {
    kind: 'identifier',
    key: 'phone',
    title: '手机号',
    titleEn: 'Phone',
    required: true,
    maxLength: 20,
    synonyms: ['手机', '手机号码'],
  },
  {
    kind: 'choice',
    key: 'channel',
    title: '收款渠道',
    titleEn: 'Channel',
    choices: choices(contract.payoutChannels, channelNames),
    note: '不填为银行卡',
    noteEn: 'Empty is a bank card',
  },
  {
    kind: 'text',
    key: 'accountNumber',
    title: '收款账户',
    titleEn: 'Account',
    required: true,
    maxLength: 64,
    synonyms: ['银行卡号', '收款账号', '支付宝账号'],
    note: '请设为文本格式',
    noteEn: 'Format the column as text',
  },
  {
    kind: 'text',
    key: 'bankName',
    title: '开户行',
    titleEn: 'Bank',
    maxLength: 80,
    synonyms: ['开户银行'],
  },
  {
    kind: 'identifier',
    key: 'bankCode',
    title: '联行号',
    titleEn: 'Bank line number',
    maxLength: 12,
  },
  {
    kind: 'text',
    key: 'cooperationVersion',
    title: '协议版本',
    titleEn: 'Agreement version',
    maxLength: 20,
    sample: '1.0',
  },
  {
    kind: 'text',
    key: 'authorisationVersion',
    title: '授权版本',
    titleEn: 'Authorisation version',
    maxLength: 20,
    sample: '1.0',
  },
  {
    kind: 'date',
    key: 'signedOn',
    title: '签署日期',
    titleEn: 'Signed on',
    synonyms: ['签约日期'],
  },
];
