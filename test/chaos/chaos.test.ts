import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChaos, tableOf } from './chaos.ts';

test(
  '负载不停，随机杀服务器、工作进程、数据库、银行，时钟跳动，回调伪造：最后一切对得上',
  { timeout: 240_000 },
  async () => {
    const outcome = await runChaos({ kills: 6, seed: 1, perSecond: 25, say: () => undefined });
    assert.ok(outcome.holds, tableOf(outcome));
    assert.equal(
      [...outcome.mischief.kills.values()].reduce((sum, count) => sum + count, 0),
      6,
    );
    assert.equal(outcome.mischief.forgedTaken, 0);
    // A run in which none of it came to pass proves nothing.
    const { bursts, twins } = outcome.load;
    const { forged, bankDays } = outcome.mischief;
    for (const [what, count] of Object.entries({ bursts, twins, forged, bankDays })) {
      assert.ok(count > 0, what);
    }
    assert.ok(outcome.proof.every(({ found }) => !found.startsWith('0 asked')));
  },
);
