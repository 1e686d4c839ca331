import { createHash } from 'node:crypto';
import type { Input, officialBillContract as contract } from '@heyi/contract';
import { bindEvidence, recordEvidence } from '@heyi/evidence';
import { assert, fail, ok } from '@heyi/kernel';
import { type Registration, visibleRegistrations } from '@heyi/people';
import { acceptFile, enqueue, type Transaction } from '@heyi/platform';
import { billLayouts } from '@heyi/statutory';
import { billFacts } from './bill-evidence.ts';
import { billOf, billView, insertBill, setBillJob } from './official-bill.store.ts';
import { reconcileBillJob } from './reconcile-bill.ts';

/** The file is kept as it came; the same one again is refused. */
export async function importOfficialBill(
  tx: Transaction,
  input: Input<typeof contract.importOfficialBill>,
) {
  const registrations = await visibleRegistrations(tx);
  const registration = registrations.get(input.registrationId);
  if (registration?.tenantId !== tx.tenantId) {
    return fail({ code: 'registration.not_found' as const });
  }
  const { period, layout = null } = input;
  if (layout !== null && !billLayouts().some((one) => one.layout === layout)) {
    return fail({ code: 'bill_layout.not_found' as const });
  }
  assert(tx.upload, 'an upload operation has a file');
  const accepted = acceptFile(tx.upload);
  if (!accepted.ok) return accepted;
  const { type, content, name: fileName } = accepted.value;
  if (type !== 'text/csv' && !type.endsWith('spreadsheetml.sheet')) {
    return fail({ code: 'official_bill.no_sheet' as const });
  }
  const recorded = await recordEvidence(tx, {
    kind: 'officialBill',
    file: tx.upload,
    sourceName: registration.agencyName,
    period,
  });
  if (!recorded.ok) return recorded;
  const { document } = recorded.value;
  const registrationIds = unitOf(registration, [...registrations.values()]);
  const sha256 = createHash('sha256').update(content).digest();
  const file = { fileId: document.fileId, fileName, sha256, evidenceId: document.id };
  const place = { registrationId: registration.id, registrationIds, period, layout };
  const id = await insertBill(tx, { ...place, ...file });
  if (id === null) return fail({ code: 'official_bill.same_file' as const });
  const bill = (await billOf(tx, id))!;
  const subject = { subjectKind: 'officialBill', subjectId: id } as const;
  const facts = billFacts(bill, registration);
  const bound = await bindEvidence(tx, { documentId: document.id, ...subject, ...facts });
  assert(bound.ok, 'a new bill has no papers yet');
  const wanted = { job: reconcileBillJob, input: { officialBillId: id }, subjectId: id };
  await setBillJob(tx, id, await enqueue(tx, wanted));
  return ok(billView((await billOf(tx, id))!));
}

/** A bureau bills insurance and medical insurance of an entity and city on one paper. */
function unitOf(registration: Registration, all: readonly Registration[]) {
  if (registration.kind === 'housingFund') return [registration.id];
  const same = all.filter(
    (other) =>
      other.tenantId === registration.tenantId &&
      other.legalEntityId === registration.legalEntityId &&
      other.cityCode === registration.cityCode &&
      other.kind !== 'housingFund' &&
      (other.id === registration.id || other.kind !== registration.kind),
  );
  return same.map(({ id }) => id).toSorted();
}
