import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyKeptFolder, type KeptFolder } from './kept-folder.ts';

const place = mkdtempSync(join(tmpdir(), 'heyi-kept-test-'));
after(() => rmSync(place, { recursive: true }));

let made = 0;
let copies = 0;

const kept = (given: Partial<KeptFolder> = {}): KeptFolder => ({
  kind: 'test',
  hash: 'a',
  isFresh: () => true,
  async make(folder) {
    assert.ok(!existsSync(folder), 'nothing is there yet');
    mkdirSync(folder);
    await sleep(200);
    made += 1;
    writeFileSync(join(folder, 'content'), `made ${made}`);
  },
  ...given,
});

async function copied(given: Partial<KeptFolder> = {}): Promise<string> {
  copies += 1;
  const target = join(place, `copy${copies}`);
  await copyKeptFolder(kept(given), target);
  return readFileSync(join(target, 'content'), 'utf8');
}

test('几处同时要：做一次，各得一份；改自己的一份不动别人的', async () => {
  assert.deepEqual(await Promise.all([copied(), copied(), copied()]), Array(3).fill('made 1'));
  writeFileSync(join(place, 'copy1', 'content'), 'changed');
  assert.equal(await copied(), 'made 1');
});

test('来源变了、放久了，重做', async () => {
  assert.equal(await copied({ hash: 'b' }), 'made 2');
  assert.equal(await copied({ hash: 'b' }), 'made 2');
  assert.equal(await copied({ hash: 'b', isFresh: () => false }), 'made 3');
  assert.equal(await copied(), 'made 4', 'one of a kind is kept');
});

test('做到一半断了：没有半份，下一个从头做', async () => {
  const make = async (folder: string) => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'content'), 'half');
    throw new Error('断电');
  };
  await assert.rejects(copied({ hash: 'c', make }), /断电/);
  assert.equal(await copied({ hash: 'c' }), 'made 5');
});
