import { fail, ok, type Result } from '@heyi/kernel';
import { parseBankCard } from '@heyi/statutory';
import { writtenName } from '../person/person.ts';

export type PayeeAccountFields = {
  readonly bankName: string;
  readonly bankCode?: string | null | undefined;
  readonly accountNumber: string;
  readonly holderName: string;
};

export type CheckedAccount = {
  readonly bankName: string;
  readonly bankCode: string | null;
  readonly accountNumber: string;
  readonly holderName: string;
};

/**
 * 8 to 30 digits. A number that begins with 62 and has the 16 to 19 digits of a UnionPay card must
 * have its check digit; passbook and company accounts have none.
 */
export function checkAccount(
  fields: PayeeAccountFields,
): Result<CheckedAccount, { readonly code: 'payee_account.number_malformed' }> {
  const accountNumber = fields.accountNumber.replace(/[\s-]/g, '');
  const isCard = /^62\d{14,17}$/.test(accountNumber);
  if (!/^\d{8,30}$/.test(accountNumber) || (isCard && !parseBankCard(accountNumber).ok)) {
    return fail({ code: 'payee_account.number_malformed' });
  }
  const { bankName, bankCode = null } = fields;
  return ok({ bankName, bankCode, accountNumber, holderName: writtenName(fields.holderName) });
}
