import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payPeriod } from '@heyi/kernel';
import { paymentFacts } from './payment-evidence.ts';

const cases = [
  ['socialInsurance', 'contributions', '甲厂 苏州 2026-11 社会保险缴款'],
  ['medical', 'contributions', '甲厂 苏州 2026-11 医疗保险缴款'],
  ['housingFund', 'fundContributions', '甲厂 苏州 2026-11 住房公积金缴款'],
] as const;

for (const [kind, service, title] of cases) {
  test(`缴款凭证按单位户的种类命名：${title}`, () => {
    const registration = { kind, legalEntityName: '甲厂', cityName: '苏州', agencyName: '经办' };
    const facts = paymentFacts(registration, payPeriod('2026-11'));
    assert.deepEqual([facts.service, facts.title], [service, title]);
  });
}
