import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from './problem.ts';
import { openTurnstile } from './turnstile.ts';

/** Work that ends when it is told to. */
function heldWork() {
  const gates: (() => void)[] = [];
  let open = 0;
  let most = 0;
  const work = async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise<void>((resolve) => gates.push(resolve));
    open -= 1;
  };
  return { gates, work, most: () => most };
}

test('同时只放几个进去，其余按先后排队，队满的请走', async () => {
  const pass = openTurnstile(2, 3);
  const held = heldWork();
  const ended: number[] = [];
  const all = [0, 1, 2, 3, 4].map((who) => pass(held.work).then(() => ended.push(who)));
  await assert.rejects(
    pass(async () => 'never'),
    (error) => error instanceof Refusal && error.failure['retryAfterSeconds'] === 5,
  );
  while (ended.length < 5) {
    held.gates.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);
  assert.equal(held.most(), 2);
  assert.deepEqual(ended, [0, 1, 2, 3, 4]);
});

test('出错的也让出位置', async () => {
  const pass = openTurnstile(1, 1);
  const broken = pass(async () => Promise.reject(new Error('坏了')));
  const next = pass(async () => '轮到了');
  await assert.rejects(broken, /坏了/);
  assert.equal(await next, '轮到了');
  assert.equal(await pass(async () => '再来'), '再来');
});
