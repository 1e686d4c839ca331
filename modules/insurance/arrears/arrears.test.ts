import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fen, newId, plainDate, rate, sum, yuan, zeroFen } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { feeOn, shareLateFee } from './arrears.ts';

const [holder, first, second, third] = [newId(), newId(), newId(), newId()].map(
  (id) => id as TenantId,
);

describe('滞纳金', () => {
  test('从逾期次日起每天万分之五；公积金没有；到期日当天没有', () => {
    const running = {
      principal: yuan('10000'),
      dueOn: plainDate('2026-11-15'),
      dailyRate: rate('0.0005'),
    };
    assert.equal(feeOn(running, plainDate('2026-11-20')), yuan('25'));
    assert.equal(feeOn(running, plainDate('2026-11-15')), zeroFen);
    assert.equal(feeOn({ ...running, dailyRate: null }, plainDate('2026-11-20')), null);
  });

  const cases: [string, string, [typeof holder, string][], [typeof holder, string][]][] = [
    ['一家的单立户全归它', '12.35', [[first, '9000']], [[first, '12.35']]],
    ['没有份额记录的归登记的主人', '12.35', [], [[holder, '12.35']]],
    [
      '没有费款的客户不分',
      '1.00',
      [
        [first, '0'],
        [second, '5'],
      ],
      [[second, '1.00']],
    ],
    [
      '三家一样多，多出的一分按次序给第一家',
      '1.00',
      [
        [first, '10'],
        [second, '10'],
        [third, '10'],
      ],
      [
        [first, '0.34'],
        [second, '0.33'],
        [third, '0.33'],
      ],
    ],
    [
      '按费款比例，余数大的先得',
      '0.10',
      [
        [first, '100'],
        [second, '200'],
        [third, '400'],
      ],
      [
        [first, '0.01'],
        [second, '0.03'],
        [third, '0.06'],
      ],
    ],
  ];
  for (const [title, fee, parts, expected] of cases) {
    test(title, () => {
      const shares = shareLateFee(
        yuan(fee),
        parts.map(([clientId, due]) => ({ clientId: clientId!, due: yuan(due) })),
        holder!,
      );
      assert.deepEqual(
        shares.map(({ clientId, lateFee }) => [clientId, lateFee]),
        expected.map(([clientId, lateFee]) => [clientId, yuan(lateFee)]),
      );
    });
  }

  test('各家之和总等于滞纳金，一分不差', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { maxLength: 40 }),
        (fee, dues) => {
          const parts = dues.map((due) => ({ clientId: first!, due: fen(due) }));
          const shares = shareLateFee(fen(fee), parts, holder!);
          assert.equal(sum(shares.map(({ lateFee }) => lateFee)), fee);
        },
      ),
    );
  });
});
