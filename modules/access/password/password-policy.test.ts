import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  hashPassword,
  isOutdated,
  isPassword,
  newOneTimePassword,
  newRecoveryCode,
} from './password.ts';
import { weaknessOf, type Weakness } from './password-policy.ts';

const account = { loginName: 'wangfang88', currentPassword: '旧密码旧密码旧密码旧' };

const cases: { password: string; weakness: Weakness | null }[] = [
  { password: '晴天霹雳-47112', weakness: null },
  { password: 'correct horse', weakness: null },
  { password: '123456789', weakness: 'tooShort' },
  { password: '😀😀😀😀😀', weakness: 'tooShort' },
  { password: 'wangfang88', weakness: 'isLoginName' },
  { password: 'WangFang88', weakness: 'isLoginName' },
  { password: '1234567890', weakness: 'common' },
  { password: 'Woaini1314', weakness: 'common' },
  { password: 'ｗｏａｉｎｉ1314', weakness: 'common' },
  { password: '5201314520', weakness: 'common' },
  { password: 'Basketball', weakness: 'common' },
  { password: 'q1w2e3r4t5y6', weakness: 'common' },
  { password: 'aaaaaaaaaa', weakness: 'common' },
  { password: 'abababababab', weakness: 'common' },
  { password: 'abcdefghijkl', weakness: 'common' },
  { password: '98765432100', weakness: null },
  { password: '9876543210', weakness: 'common' },
  { password: '旧密码旧密码旧密码旧', weakness: 'unchanged' },
];

for (const { password, weakness } of cases) {
  test(`新密码 ${password}：${weakness ?? '可用'}`, () => {
    assert.equal(weaknessOf(password, account), weakness);
  });
}

test('随机的一次性密码总合规，恢复码总是三组四位', () => {
  const seen = new Set<string>();
  for (let count = 0; count < 200; count += 1) {
    const password = newOneTimePassword();
    assert.match(password, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    assert.equal(weaknessOf(password, account), null);
    assert.match(newRecoveryCode(), /^([a-z2-9]{4}-){2}[a-z2-9]{4}$/);
    seen.add(password);
  }
  assert.equal(seen.size, 200);
});

test('散列只认得自己的密码，同一密码两次散列不同', async () => {
  const cost = { memoryKib: 64, passes: 1 };
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(words, words, async (first, second) => {
      const stored = await hashPassword(first, cost);
      assert.match(stored, /^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
      assert.equal(await isPassword(stored, first), true);
      const same = first.normalize('NFKC') === second.normalize('NFKC');
      assert.equal(await isPassword(stored, second), same);
      assert.notEqual(await hashPassword(first, cost), stored);
    }),
    { numRuns: 20 },
  );
});

test('默认的代价是 OWASP 的：19 MiB，两遍，一路', async () => {
  assert.match(await hashPassword('x'), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('不同输入法打出的同一个字是同一个密码', async () => {
  const stored = await hashPassword('Ａ１é', { memoryKib: 64, passes: 1 });
  assert.equal(await isPassword(stored, 'A1é'), true);
});

const outdated: [title: string, stored: string, expected: boolean][] = [
  ['同样的代价', '$argon2id$v=19$m=19456,t=2,p=1$salt$hash', false],
  ['更高的代价', '$argon2id$v=19$m=65536,t=3,p=1$salt$hash', false],
  ['内存更少', '$argon2id$v=19$m=4096,t=3,p=1$salt$hash', true],
  ['遍数更少', '$argon2id$v=19$m=65536,t=1,p=1$salt$hash', true],
  ['别的算法', '$argon2i$v=19$m=65536,t=3,p=1$salt$hash', true],
];
for (const [title, stored, expected] of outdated) {
  test(`散列是否过时：${title}`, () => assert.equal(isOutdated(stored), expected));
}
