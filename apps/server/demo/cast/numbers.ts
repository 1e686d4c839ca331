import { assert, type PlainDate } from '@heyi/kernel';

/*
 * Numbers of people and companies that do not exist, in the form of those that do: check digits are
 * right, so that every check of the product sees them as it sees real ones.
 */

export type Sex = 'male' | 'female';

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A resident identity number (GB 11643). `serial` counts the people of a region, day and sex from 0:
 * they get the sequence numbers from 900 on, which registries hardly ever reach, so that an invented
 * number is not a real person's.
 */
export function residentId(region: string, birth: PlainDate, sex: Sex, serial: number): string {
  assert(serial >= 0 && serial < 50, `no sequence number left for ${region} ${birth}`);
  const sequence = 900 + serial * 2 + (sex === 'male' ? 1 : 0);
  const body = `${region}${birth.replaceAll('-', '')}${sequence}`;
  const total = idWeights.reduce((sum, weight, index) => sum + weight * digitAt(body, index), 0);
  return body + '10X98765432'[total % 11]!;
}

/** A card number of 19 digits with its Luhn digit; 6299 begins no issuer's range that is in use. */
export function bankCard(serial: number): string {
  const body = `629900${String(serial).padStart(12, '0')}`;
  let total = 0;
  for (let index = 0; index < body.length; index += 1) {
    const digit = digitAt(body, body.length - 1 - index);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  return body + String((10 - (total % 10)) % 10);
}

/** A company's account: no check digit is public, the shape is enough. */
export function companyAccount(serial: number): string {
  return `3299${String(serial).padStart(12, '0')}`;
}

/** 199-0000: mobile numbers that are of the right shape and answer nobody. */
export function mobileNumber(serial: number): string {
  assert(serial >= 0 && serial < 10_000, 'no mobile number left');
  return `1990000${String(serial).padStart(4, '0')}`;
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** 统一社会信用代码 (GB 32100) of a company registered in the region; `serial` tells them apart. */
export function creditCode(region: string, serial: number): string {
  const organisation = `MAHY${String(serial).padStart(4, '0')}`;
  const body = `91${region}${organisation}${organisationDigit(organisation)}`;
  const total = creditWeights.reduce(
    (sum, weight, index) => sum + weight * creditAlphabet.indexOf(body[index]!),
    0,
  );
  return body + creditAlphabet[(31 - (total % 31)) % 31]!;
}

function organisationDigit(body: string): string {
  const values = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const total = organisationWeights.reduce(
    (sum, weight, index) => sum + weight * values.indexOf(body[index]!),
    0,
  );
  const digit = 11 - (total % 11);
  return digit === 10 ? 'X' : digit === 11 ? '0' : String(digit);
}

function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 48;
}
