import type { gigAdmissionContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { agreementTextsOf } from './agreement-text.store.ts';

export async function listAgreementTexts(
  tx: Transaction,
  _input: Input<typeof contract.listAgreementTexts>,
) {
  return ok({ rows: await agreementTextsOf(tx) });
}
