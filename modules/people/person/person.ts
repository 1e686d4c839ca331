import type { peopleContract as contract } from '@heyi/contract';
import { fail, type Id, ok, type PlainDate, type Result } from '@heyi/kernel';
import {
  parseResidentId,
  parseTravelDocument,
  residencePermitRegion,
  type TravelDocumentKind,
} from '@heyi/statutory';

export type PersonId = Id<'per'>;
export type DocumentKind = (typeof contract.documentKinds)[number];
export type Sex = (typeof contract.sexes)[number];
export type Residency = (typeof contract.residencies)[number];
export type HukouType = (typeof contract.hukouTypes)[number];

/** As a form or a sheet gives it: absent facts are read from the document, or not known. */
export type PersonFields = {
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly birthDate?: PlainDate | null | undefined;
  readonly sex?: Sex | null | undefined;
  readonly nationality?: string | null | undefined;
  readonly residency?: Residency | null | undefined;
  readonly hukouType?: HukouType | null | undefined;
  readonly phone?: string | null | undefined;
};

/** Checked, in the written form that is stored. */
export type CheckedPerson = {
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly birthDate: PlainDate | null;
  readonly sex: Sex | null;
  readonly nationality: string;
  readonly residency: Residency;
  readonly hukouType: HukouType | null;
  /** Undefined leaves what is on file. */
  readonly phone: string | null | undefined;
};

export type Document = {
  readonly number: string;
  readonly birthDate: PlainDate | null;
  readonly sex: Sex | null;
};

const travelDocuments = {
  hkMacaoPermit: 'mainland-permit-hk-macau',
  taiwanPermit: 'mainland-permit-taiwan',
  passport: 'passport',
  foreignPermanentResident: 'foreign-permanent-resident',
} as const satisfies Partial<Record<DocumentKind, TravelDocumentKind>>;

/** The number in its written form, or null. Birth and sex are read where the number holds them. */
export function checkDocument(kind: DocumentKind, number: string): Document | null {
  if (kind !== 'idCard' && kind !== 'hkMacaoTaiwanResidencePermit') {
    const travel = parseTravelDocument(travelDocuments[kind], number);
    return travel.ok ? { number: travel.value, birthDate: null, sex: null } : null;
  }
  const resident = parseResidentId(number);
  if (!resident.ok) return null;
  const isPermit = residencePermitRegion(resident.value) !== null;
  if (isPermit !== (kind === 'hkMacaoTaiwanResidencePermit')) return null;
  return resident.value;
}

/** A mainland mobile number, or + with a country code; null when it is neither. */
export function checkPhone(text: string): string | null {
  const phone = text.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1[3-9]\d{9}$)/, '');
  return /^(1[3-9]\d{9}|\+\d{6,15})$/.test(phone) ? phone : null;
}

/**
 * The name as it is compared and stored: outer spaces gone, the dots of minority names made one (·).
 * Rare characters stay: the name must equal the one at the tax bureau.
 */
export function writtenName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\s*[·•・‧∙⋅．]\s*/gu, '·')
    .replace(/\s+/gu, ' ')
    .trim();
}

const nationalityOf: Readonly<Record<DocumentKind, string>> = {
  idCard: 'CHN',
  hkMacaoPermit: 'CHN',
  taiwanPermit: 'CHN',
  hkMacaoTaiwanResidencePermit: 'CHN',
  passport: 'ZZZ',
  foreignPermanentResident: 'ZZZ',
};

type PersonFailure = { readonly code: 'person.document_malformed' | 'person.phone_malformed' };

export function checkPerson(fields: PersonFields): Result<CheckedPerson, PersonFailure> {
  const document = checkDocument(fields.documentKind, fields.documentNumber);
  if (document === null) return fail({ code: 'person.document_malformed' });
  const phone = fields.phone ? checkPhone(fields.phone) : fields.phone;
  if (fields.phone && phone === null) return fail({ code: 'person.phone_malformed' });
  return ok({
    name: writtenName(fields.name),
    documentKind: fields.documentKind,
    documentNumber: document.number,
    birthDate: document.birthDate ?? fields.birthDate ?? null,
    sex: document.sex ?? fields.sex ?? null,
    // ZZZ is the user-assigned code of "not stated": the tax sheet asks for it before it is sent.
    nationality: fields.nationality ?? nationalityOf[fields.documentKind],
    residency: fields.residency ?? 'resident',
    hukouType: fields.hukouType ?? null,
    phone,
  });
}
