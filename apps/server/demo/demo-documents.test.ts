import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readSheet, type SheetRow } from '@heyi/platform';
import { bankResultFile } from './bank-result.ts';
import { demoDocuments } from './demo-documents.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const documents = await demoDocuments();

/** Compressed bytes differ from one zlib to another; what a reader reads does not. */
async function rowsOf(content: Buffer): Promise<string[][]> {
  const rows: SheetRow[] = [];
  const read = await readSheet(content, {}, (row) => void rows.push(row));
  assert.ok(read.ok);
  return rows.map(({ cells }) => cells.map((cell) => cell?.text ?? ''));
}

for (const { file, content } of documents) {
  test(`${file} 与代码生成的一致（npm run generate）`, async () => {
    const kept = readFileSync(path.join(root, file));
    if (typeof content === 'string') assert.equal(kept.toString('utf8'), content);
    else assert.deepEqual(await rowsOf(kept), await rowsOf(content));
  });
}

test('演示文件夹里没有多余的文件', () => {
  const folder = path.join(root, 'docs/demo-files');
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  const made = [...documents.map(({ file }) => file), bankResultFile];
  const expected = made.filter((file) => file.includes('demo-files'));
  assert.deepEqual(found.toSorted(), expected.toSorted());
});
