import type { Input, peopleContract as contract } from '@heyi/contract';
import { addDays, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockEmployment } from '../employment/employment.store.ts';
import { exceptionOf, insertException, readExceptions, shownException } from './exception.store.ts';
import { findingsOf } from './three-in-one.store.ts';

const exceptionDaysMax = 366;

/** Asks somebody else to allow a breach for a while. 大库代缴 cannot be allowed by anybody. */
export async function requestThreeInOneException(
  tx: Transaction,
  input: Input<typeof contract.requestThreeInOneException>,
) {
  const { employmentId, code, expiresOn } = input;
  if (!(await lockEmployment(tx, employmentId))) {
    return fail({ code: 'employment.not_found' as const });
  }
  if (code === 'insuranceThirdParty') return fail({ code: 'exception.not_possible' as const });
  if (!(await findingsOf(tx, employmentId)).some((finding) => finding.code === code)) {
    return fail({ code: 'exception.nothing_to_except' as const });
  }
  if (expiresOn <= tx.today || expiresOn > addDays(tx.today, exceptionDaysMax)) {
    return fail({ code: 'exception.expiry_out_of_range' as const });
  }
  const former = await readExceptions(tx, { employmentId, limit: 1000 });
  const isRunning = (state: string) => state === 'requested' || state === 'approved';
  if (former.some((one) => one.code === code && isRunning(one.state))) {
    return fail({ code: 'exception.already_requested' as const });
  }
  const id = await insertException(tx, input);
  return ok(shownException((await exceptionOf(tx, id))!));
}
