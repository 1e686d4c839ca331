import type { clientsContract as contract, Input, Output } from '@heyi/contract';
import { fail, type Id, ok, type PlainDate } from '@heyi/kernel';

export type LicenceId = Id<'lic'>;
export type LicenceKind = (typeof contract.licenceKinds)[number];
export type LicenceView = Output<typeof contract.createLicence>;

export type Licence = {
  readonly kind: LicenceKind;
  readonly title: string | null;
  readonly number: string;
  readonly holderName: string;
  readonly issuedBy: string | null;
  readonly validFrom: PlainDate | null;
  readonly expiresOn: PlainDate | null;
};

/** What a form sends, with nothing left out; a name only where the kind is none. */
export function checkLicence(input: Omit<Input<typeof contract.createLicence>, 'tenantId'>) {
  const licence: Licence = {
    kind: input.kind,
    title: input.kind === 'other' ? (input.title ?? null) : null,
    number: input.number,
    holderName: input.holderName,
    issuedBy: input.issuedBy ?? null,
    validFrom: input.validFrom ?? null,
    expiresOn: input.expiresOn ?? null,
  };
  if (licence.kind === 'other' && licence.title === null) {
    return fail({ code: 'licence.title_missing' as const });
  }
  const { validFrom, expiresOn } = licence;
  if (validFrom !== null && expiresOn !== null && expiresOn < validFrom) {
    return fail({ code: 'licence.dates_reversed' as const });
  }
  return ok(licence);
}
