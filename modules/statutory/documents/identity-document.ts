import { fail, ok, parsePlainDate, type PlainDate, type Result } from '@heyi/kernel';

export type DocumentFailure = {
  readonly code:
    | 'document.shape'
    | 'document.birth_date'
    | 'document.check_digit'
    | 'document.organisation_check_digit';
};

export type ResidentId = {
  readonly number: string;
  readonly region: string;
  readonly birthDate: PlainDate;
  readonly sex: 'male' | 'female';
};

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idCheckDigits = '10X98765432';

/**
 * 公民身份号码 (GB 11643): 17 digits and a check digit. A lower-case x is accepted and written X.
 * The residence permits of Hong Kong, Macau and Taiwan residents have the same shape.
 */
export function parseResidentId(text: string): Result<ResidentId, DocumentFailure> {
  const number = text.trim().toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return fail({ code: 'document.shape' });
  const day = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const birthDate = parsePlainDate(day);
  if (birthDate === null) return fail({ code: 'document.birth_date' });
  if (idCheckDigits[weightedSum(number, idWeights) % 11] !== number[17]) {
    return fail({ code: 'document.check_digit' });
  }
  const sex = digitAt(number, 16) % 2 === 1 ? 'male' : 'female';
  return ok({ number, region: number.slice(0, 6), birthDate, sex });
}

/** 港澳台居民居住证: region 810000, 820000 or 830000 of the resident identity number. */
export function residencePermitRegion(id: ResidentId): 'HK' | 'MO' | 'TW' | null {
  const regions = { '810000': 'HK', '820000': 'MO', '830000': 'TW' } as const;
  return regions[id.region as keyof typeof regions] ?? null;
}

export type TravelDocumentKind =
  | 'mainland-permit-hk-macau'
  | 'mainland-permit-taiwan'
  | 'foreign-permanent-resident'
  | 'passport';

/**
 * Shapes of documents without a public check digit: 港澳居民来往内地通行证 H/M and 8 or 10 digits,
 * 台湾居民来往大陆通行证 8 digits, 外国人永久居留身份证 old 3 letters and 12 digits or new 18
 * characters beginning with 9, passport 5–17 letters and digits.
 */
const travelDocumentShapes: Record<TravelDocumentKind, RegExp> = {
  'mainland-permit-hk-macau': /^[HM](\d{8}|\d{10})$/,
  'mainland-permit-taiwan': /^\d{8}$/,
  'foreign-permanent-resident': /^([A-Z]{3}\d{12}|9\d{16}[\dX])$/,
  passport: /^(?=.*\d)[A-Z0-9]{5,17}$/,
};

/** The document number in its written form, or the failure; only its shape can be checked. */
export function parseTravelDocument(
  kind: TravelDocumentKind,
  text: string,
): Result<string, DocumentFailure> {
  const number = text.trim().toUpperCase();
  return travelDocumentShapes[kind].test(number) ? ok(number) : fail({ code: 'document.shape' });
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** 统一社会信用代码 (GB 32100), with the organisation code's own check digit inside (GB 11714). */
export function parseCreditCode(text: string): Result<string, DocumentFailure> {
  const code = text.trim().toUpperCase();
  const inAlphabet = [...code].every((character) => creditAlphabet.includes(character));
  if (code.length !== 18 || !inAlphabet) return fail({ code: 'document.shape' });
  const total = creditWeights.reduce(
    (sum, weight, index) => sum + weight * creditAlphabet.indexOf(code[index]!),
    0,
  );
  if (creditAlphabet[(31 - (total % 31)) % 31] !== code[17]) {
    return fail({ code: 'document.check_digit' });
  }
  if (organisationCheckDigit(code.slice(8, 16)) !== code[16]) {
    return fail({ code: 'document.organisation_check_digit' });
  }
  return ok(code);
}

/** Letters of an organisation code count A = 10 … Z = 35. */
function organisationCheckDigit(body: string): string {
  const values = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const total = organisationWeights.reduce(
    (sum, weight, index) => sum + weight * values.indexOf(body[index]!),
    0,
  );
  const digit = 11 - (total % 11);
  return digit === 10 ? 'X' : digit === 11 ? '0' : String(digit);
}

/** 银行卡号: 12 to 19 digits with the Luhn check digit; spaces of the print are dropped. */
export function parseBankCard(text: string): Result<string, DocumentFailure> {
  const number = text.replace(/\s/g, '');
  if (!/^\d{12,19}$/.test(number)) return fail({ code: 'document.shape' });
  const total = [...number].reduce((sum, _digit, index) => {
    const digit = digitAt(number, index);
    const isDoubled = (number.length - index) % 2 === 0;
    const value = isDoubled ? digit * 2 : digit;
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return total % 10 === 0 ? ok(number) : fail({ code: 'document.check_digit' });
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * digitAt(digits, index), 0);
}

function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 48;
}
