import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type identityBehaviours, type SandboxIdentity, startSandboxIdentity } from '@heyi/sandbox';
import { openSandboxIdentity } from './sandbox-identity.ts';

let provider: SandboxIdentity;
before(async () => {
  provider = await startSandboxIdentity();
});
after(() => provider.stop());

const question = (name: string) => ({
  name,
  documentKind: 'idCard' as const,
  documentNumber: '11010519491231002X',
  phone: '13800138000',
  channel: 'bankCard' as const,
  accountNumber: '6222020200012345678',
});

const expected: Readonly<Record<keyof typeof identityBehaviours, readonly string[]>> = {
  沙箱身份不一致: ['disagrees 0101'],
  沙箱手机号不一致: ['disagrees 0102'],
  沙箱账户不一致: ['disagrees 0103'],
  沙箱库中无此人: ['disagrees 0104'],
  沙箱核验超时: ['noAnswer', 'noAnswer'],
  沙箱核验报错: ['noAnswer'],
  沙箱核验先超时: ['noAnswer', 'agrees 0000'],
};

describe('四要素核验', () => {
  for (const [name, answers] of Object.entries(expected)) {
    test(`${name}：${answers.join('，再问 ')}`, async () => {
      // Only those who get no answer are waited for briefly.
      const timeoutMs = name.includes('超时') ? 400 : 20_000;
      const checker = openSandboxIdentity({ url: provider.url, timeoutMs });
      for (const [index, wanted] of answers.entries()) {
        const isLast = index === answers.length - 1 && !wanted.startsWith('noAnswer');
        const patient = openSandboxIdentity({ url: provider.url, timeoutMs: 20_000 });
        const answer = await (isLast ? patient : checker).check(question(name));
        const told = answer.outcome === 'noAnswer' ? [] : [answer.code];
        assert.equal([answer.outcome, ...told].join(' '), wanted);
      }
    });
  }

  test('其余姓名一致；要素不全没有结论', async () => {
    const checker = openSandboxIdentity({ url: provider.url });
    assert.equal((await checker.check(question('欧阳䶮'))).outcome, 'agrees');
    const empty = await checker.check({ ...question('欧阳䶮'), phone: '' });
    assert.deepEqual(empty, { outcome: 'noAnswer', text: 'HTTP 400' });
  });

  test('提供方不在：没有结论，不当成不一致', async () => {
    const checker = openSandboxIdentity({ url: 'http://127.0.0.1:1/identity' });
    assert.equal((await checker.check(question('欧阳䶮'))).outcome, 'noAnswer');
  });

  test('别处的地址必须加密', () => {
    assert.throws(() => openSandboxIdentity({ url: 'http://example.com/identity' }), /https/);
  });
});
