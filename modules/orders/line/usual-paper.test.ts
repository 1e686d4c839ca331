import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceContract, ordersContract } from '@heyi/contract';
import { usualPaper } from './usual-paper.ts';

const kinds = ['socialInsurance', 'medical', 'housingFund', null] as const;

for (const service of ordersContract.orderServices) {
  test(`登记官方成功预选的凭证能证明：${service}`, () => {
    for (const registrationKind of kinds) {
      const paper = usualPaper({ service, registrationKind });
      const proven = evidenceContract.proofsOf(service, new Set([paper]));
      assert.ok(proven.includes('officialSuccess'), `${registrationKind} ${paper}`);
    }
  });
}
