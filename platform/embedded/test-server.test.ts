import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { testServerUrl } from './index.ts';

const program = `
  import { testServerUrl } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
  console.log(await testServerUrl());`;

/** The URL that a test file gets when it runs without a runner. */
async function urlElsewhere(): Promise<string> {
  const { HEYI_TEST_ADMIN_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  await once(child, 'close');
  return output.trim();
}

test('单独运行的测试文件共用一个数据库服务器', async () => {
  const urls = await Promise.all([urlElsewhere(), urlElsewhere(), urlElsewhere()]);
  assert.match(urls[0], /^postgresql:\/\/postgres:[0-9a-f]{48}@127\.0\.0\.1:\d+\/postgres$/);
  assert.equal(new Set(urls).size, 1);
  assert.equal(await urlElsewhere(), urls[0]);
});

test('运行器已启动服务器时用它的', async () => {
  const before = process.env['HEYI_TEST_ADMIN_URL'];
  process.env['HEYI_TEST_ADMIN_URL'] = 'postgresql://given';
  try {
    assert.equal(await testServerUrl(), 'postgresql://given');
  } finally {
    if (before === undefined) delete process.env['HEYI_TEST_ADMIN_URL'];
    else process.env['HEYI_TEST_ADMIN_URL'] = before;
  }
});
