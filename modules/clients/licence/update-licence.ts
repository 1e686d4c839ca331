import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { checkLicence } from './licence.ts';
import { isNumberTaken, licencesOf, lockLicence, saveLicence } from './licence.store.ts';

export async function updateLicence(tx: Transaction, input: Input<typeof contract.updateLicence>) {
  const { licenceId } = input;
  if (!(await lockLicence(tx, licenceId))) return fail({ code: 'licence.not_found' as const });
  const licence = checkLicence(input);
  if (!licence.ok) return licence;
  if (await isNumberTaken(tx, licenceId, licence.value)) {
    return fail({ code: 'licence.number_taken' as const });
  }
  await saveLicence(tx, licenceId, licence.value);
  const [view] = await licencesOf(tx, licenceId);
  return ok(view!);
}
