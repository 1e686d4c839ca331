import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generated } from './generate.ts';
import { root } from './repository.ts';

for (const { file, content } of generated()) {
  test(`${file} 与接口约定一致`, () => {
    const kept = readFileSync(join(root, file), 'utf8');
    assert.ok(kept === content, `${file} is not what the contract says: run \`npm run generate\``);
  });
}
