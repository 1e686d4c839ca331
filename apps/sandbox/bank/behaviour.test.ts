import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { yuan } from '@heyi/kernel';
import { behaviours, isBehaviourName, magicBehaviour } from './behaviour.ts';

test('魔法户名与金额：一一对应，互不重复', () => {
  const all = Object.entries(behaviours);
  for (const [name, magic] of all) {
    assert.deepEqual(magicBehaviour(magic.name, yuan('1.00')), { name, seconds: null });
    assert.deepEqual(magicBehaviour('李文静', yuan(magic.amount)), { name, seconds: null });
  }
  assert.equal(new Set(all.map(([, magic]) => magic.name)).size, all.length);
  assert.equal(new Set(all.map(([, magic]) => magic.amount)).size, all.length);
});

test('魔法户名：普通收款人不受影响', () => {
  for (const name of ['李文静', '沙箱', '沙箱户名不符吗', '买买提·沙箱退汇', '沙箱退汇1周']) {
    assert.equal(magicBehaviour(name, yuan('14747.30')), null, name);
  }
});

test('魔法户名优先于魔法金额', () => {
  const found = magicBehaviour('沙箱挂账', yuan(behaviours.late_return.amount));
  assert.equal(found?.name, 'suspended');
});

test('退汇的延迟写在户名里', () => {
  assert.deepEqual(magicBehaviour('沙箱退汇30秒', yuan('1.00')), {
    name: 'late_return',
    seconds: 30,
  });
  assert.deepEqual(magicBehaviour('沙箱退汇2天', yuan('1.00')), {
    name: 'late_return',
    seconds: 172_800,
  });
});

test('行为名只认清单里的', () => {
  assert.equal(isBehaviourName('late_return'), true);
  assert.equal(isBehaviourName('toString'), false);
});

test('说明文件列出每个魔法户名与金额', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  for (const [name, magic] of Object.entries(behaviours)) {
    assert.match(readme, new RegExp(`\`${name}\`.*\`${magic.name}\`.*\`${magic.amount}\``), name);
  }
});
