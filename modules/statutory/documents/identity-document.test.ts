import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  parseBankCard,
  parseCreditCode,
  parseResidentId,
  parseTravelDocument,
  residencePermitRegion,
  type TravelDocumentKind,
} from './identity-document.ts';

type Outcome = { ok: boolean; failure?: { code: string } };
const outcome = (result: Outcome) => (result.ok ? 'ok' : result.failure!.code);

const idCases: readonly (readonly [string, string, string])[] = [
  ['末位为X', '11010519491231002X', 'ok'],
  ['小写x', '11010519491231002x', 'ok'],
  ['末位错', '110105194912310021', 'document.check_digit'],
  ['出生日不存在', '110105194902310026', 'document.birth_date'],
  ['十五位旧号', '110105491231002', 'document.shape'],
  ['零起首', '01010519491231002X', 'document.shape'],
];

for (const [title, number, expected] of idCases) {
  test(`身份证号：${title}`, () => assert.equal(outcome(parseResidentId(number)), expected));
}

test('身份证号中的生日、性别与地区', () => {
  assert.deepEqual(parseResidentId(' 11010519491231002x '), {
    ok: true,
    value: {
      number: '11010519491231002X',
      region: '110105',
      birthDate: '1949-12-31',
      sex: 'female',
    },
  });
});

test('港澳台居民居住证由地区码分辨', () => {
  const regions = ['810000', '820000', '830000', '110105'].map((region) => {
    const body = `${region}19900101001`;
    const number = [...'0123456789X']
      .map((digit) => body + digit)
      .find((n) => parseResidentId(n).ok);
    const parsed = parseResidentId(number!);
    assert.ok(parsed.ok);
    assert.equal(parsed.value.sex, 'male');
    return residencePermitRegion(parsed.value);
  });
  assert.deepEqual(regions, ['HK', 'MO', 'TW', null]);
});

test('身份证号改动任何一位都不再成立', () => {
  const number = '11010519491231002X';
  fc.assert(
    fc.property(fc.nat(16), fc.nat(9), (index, digit) => {
      const changed = number.slice(0, index) + digit + number.slice(index + 1);
      assert.equal(parseResidentId(changed).ok, changed === number);
    }),
  );
});

const creditCases: readonly (readonly [string, string])[] = [
  ['91110000802100433B', 'ok'],
  ['914403001922038216', 'ok'],
  ['9144030071526726XG', 'ok'],
  ['91330100799655058b', 'ok'],
  ['91110000100000000X', 'document.check_digit'],
  ['91110000802100433', 'document.shape'],
  ['9111000080210O433B', 'document.shape'],
];

for (const [code, expected] of creditCases) {
  test(`统一社会信用代码 ${code}`, () => assert.equal(outcome(parseCreditCode(code)), expected));
}

test('信用代码整体成立而其中组织机构代码不成立', () => {
  const body = '91110000802100434';
  const code = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
    .map((check) => body + check)
    .find((candidate) => outcome(parseCreditCode(candidate)) !== 'document.check_digit');
  assert.equal(outcome(parseCreditCode(code!)), 'document.organisation_check_digit');
});

const cardCases: readonly (readonly [string, string, string])[] = [
  ['十六位', '4111111111111111', 'ok'],
  ['带空格', '6222 0212 3456 7890 128', 'ok'],
  ['末位错', '4111111111111112', 'document.check_digit'],
  ['过短', '41111111111', 'document.shape'],
  ['含字母', '4111a11111111111', 'document.shape'],
];

for (const [title, number, expected] of cardCases) {
  test(`银行卡号：${title}`, () => assert.equal(outcome(parseBankCard(number)), expected));
}

const travelCases: readonly (readonly [TravelDocumentKind, string, string])[] = [
  ['mainland-permit-hk-macau', 'h12345678', 'ok'],
  ['mainland-permit-hk-macau', 'M1234567890', 'ok'],
  ['mainland-permit-hk-macau', 'A12345678', 'document.shape'],
  ['mainland-permit-taiwan', '12345678', 'ok'],
  ['mainland-permit-taiwan', '1234567', 'document.shape'],
  ['foreign-permanent-resident', 'USA123456789012', 'ok'],
  ['foreign-permanent-resident', '911124198108030024', 'ok'],
  ['foreign-permanent-resident', '12345', 'document.shape'],
  ['passport', 'E12345678', 'ok'],
  ['passport', 'PASSPORT', 'document.shape'],
];

for (const [kind, number, expected] of travelCases) {
  test(`${kind} ${number}`, () =>
    assert.equal(outcome(parseTravelDocument(kind, number)), expected));
}
