import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yuan } from '@heyi/kernel';
import { additionalSum } from './return-difference.ts';

const none = {
  childEducation: null,
  infantCare: null,
  continuingEducation: null,
  housingLoanInterest: null,
  housingRent: null,
  elderSupport: null,
};

test('算税结果没有专项附加扣除各列时不比较，哪怕该行另有其他列', () => {
  assert.equal(additionalSum(none), null);
  const row = { ...none, personName: '龚䶮', income: yuan('20000') };
  assert.equal(additionalSum(row), null);
});

test('有一列即为合计，空格算零', () => {
  assert.equal(additionalSum({ ...none, elderSupport: yuan('33000') }), 3_300_000);
  const both = { ...none, housingRent: yuan('1500'), infantCare: yuan('2000') };
  assert.equal(additionalSum(both), 350_000);
});
