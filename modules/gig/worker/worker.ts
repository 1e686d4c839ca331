import type { gigWorkerContract as contract } from '@heyi/contract';
import { fail, type Id, ok, type PlainDate, type Result } from '@heyi/kernel';
import { maskBankAccount, maskPhone } from '@heyi/platform';
import { checkDocument, checkPhone, type DocumentKind, writtenName } from '@heyi/people';
import { parseBankCard } from '@heyi/statutory';
import type { PayoutChannel } from './identity-checker.ts';

export type WorkerId = Id<'wkr'>;
export type RegistrationCode = keyof typeof contract.registrationFailures;

/** As the platform or a sheet gives it. */
export type WorkerFields = {
  readonly externalWorkerId: string;
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly birthDate?: PlainDate | null | undefined;
  readonly phone: string;
} & AccountFields;

export type AccountFields = {
  readonly channel: PayoutChannel;
  readonly accountNumber: string;
  readonly bankName?: string | null | undefined;
  readonly bankCode?: string | null | undefined;
};

export type CheckedAccount = {
  readonly channel: PayoutChannel;
  readonly accountNumber: string;
  readonly accountMasked: string;
  readonly bankName: string | null;
  readonly bankCode: string | null;
};

export type CheckedWorker = CheckedAccount & {
  readonly externalWorkerId: string;
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly birthDate: PlainDate;
  readonly phone: string;
};

export function checkWorkerFields(
  fields: WorkerFields,
  openChannels: readonly PayoutChannel[],
): Result<CheckedWorker, { readonly code: RegistrationCode }> {
  const document = checkDocument(fields.documentKind, fields.documentNumber);
  if (document === null) return fail({ code: 'worker.document_malformed' });
  const birthDate = document.birthDate ?? fields.birthDate ?? null;
  if (birthDate === null) return fail({ code: 'worker.birth_date_missing' });
  const phone = checkPhone(fields.phone);
  if (phone === null) return fail({ code: 'worker.phone_malformed' });
  const account = checkWorkerAccount(fields, openChannels);
  if (!account.ok) return account;
  return ok({
    ...account.value,
    externalWorkerId: fields.externalWorkerId,
    name: writtenName(fields.name),
    documentKind: fields.documentKind,
    documentNumber: document.number,
    birthDate,
    phone,
  });
}

type AccountCode = 'worker.account_malformed' | 'worker.channel_not_open';

export function checkWorkerAccount(
  fields: AccountFields,
  openChannels: readonly PayoutChannel[],
): Result<CheckedAccount, { readonly code: AccountCode }> {
  const { channel } = fields;
  const accountNumber = writtenAccount(channel, fields.accountNumber);
  if (accountNumber === null) return fail({ code: 'worker.account_malformed' });
  if (!openChannels.includes(channel)) return fail({ code: 'worker.channel_not_open' });
  const isCard = channel === 'bankCard';
  return ok({
    channel,
    accountNumber,
    accountMasked: maskAccount(channel, accountNumber),
    bankName: isCard ? (fields.bankName ?? null) : null,
    bankCode: isCard ? (fields.bankCode ?? null) : null,
  });
}

/** Cards have a check digit; Alipay signs in by phone or mail; WeChat has an open id. */
function writtenAccount(channel: PayoutChannel, text: string): string | null {
  if (channel === 'bankCard') {
    const number = text.replace(/[\s-]/g, '');
    const isCard = /^62\d{14,17}$/.test(number);
    const isWell = /^\d{8,30}$/.test(number) && (!isCard || parseBankCard(number).ok);
    return isWell ? number : null;
  }
  const account = text.trim();
  if (channel === 'wechat') return /^[\w-]{20,64}$/.test(account) ? account : null;
  const phone = checkPhone(account);
  if (phone !== null) return phone;
  return /^[^\s@]{1,60}@[^\s@]+\.[^\s@]{2,}$/.test(account) ? account.toLowerCase() : null;
}

function maskAccount(channel: PayoutChannel, account: string): string {
  if (channel === 'alipay' && !account.includes('@')) return maskPhone(account);
  return maskBankAccount(account);
}
