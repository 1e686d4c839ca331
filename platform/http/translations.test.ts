import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { failureWords } from '@heyi/contract';
import { completeLanguageOf, readTranslations, wordsFor } from './translations.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'heyi-words-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: unknown): void {
  writeFileSync(path.join(folder, name), JSON.stringify(content));
}

put('README.md', {});
put('ja.json', {
  fallback: 'en',
  failure: {
    'session.required': { title: 'サインインが必要です', fix: 'もう一度サインインしてください。' },
  },
});
put('ko.json', { fallback: 'zh', failure: {} });
const translations = readTranslations(folder);
const english = failureWords['rate.limited']!;

const readers: [accept: string, title: string | undefined, complete: string][] = [
  ['ja', 'サインインが必要です', 'en'],
  ['ja-JP,zh;q=0.5', 'サインインが必要です', 'en'],
  ['fr, ja;q=0.9', 'サインインが必要です', 'en'],
  ['zh-CN,ja', failureWords['session.required']!.title.zh, 'zh'],
  ['en-GB', failureWords['session.required']!.title.en, 'en'],
  ['ko-KR', failureWords['session.required']!.title.zh, 'zh'],
  ['fr', failureWords['session.required']!.title.zh, 'zh'],
  ['', failureWords['session.required']!.title.zh, 'zh'],
  ['*', failureWords['session.required']!.title.zh, 'zh'],
];
for (const [accept, title, complete] of readers) {
  test(`加一种语言只要一个文件：${accept || '没有说'}`, () => {
    assert.equal(wordsFor('session.required', accept, translations).title, title);
    assert.equal(completeLanguageOf(accept, translations), complete);
  });
}

test('还没译的退到它指定的语言；没有用语的代码没有用语', () => {
  const words = wordsFor('rate.limited', 'ja', translations);
  assert.deepEqual(words, { title: english.title.en, fix: english.fix.en });
  assert.equal(wordsFor('note.refused', 'ja', translations).title, undefined);
});

test('约定里没有的代码、没有写完的、写错的一律在启动时指出', () => {
  const wrong: [content: unknown, says: RegExp][] = [
    [
      { fallback: 'en', failure: { 'session.reqired': { title: 'a', fix: 'b' } } },
      /fr\.json.*reqired/,
    ],
    [{ fallback: 'en', failure: { 'session.required': { title: 'a' } } }, /fix/],
    [{ fallback: 'en', failure: { 'session.required': { title: ' ', fix: 'b' } } }, /title/],
    [{ fallback: 'ja', failure: {} }, /fallback/],
    [{ fallback: 'en', failures: {} }, /failure/],
  ];
  for (const [content, says] of wrong) {
    put('fr.json', content);
    assert.throws(() => readTranslations(folder), says);
  }
  rmSync(path.join(folder, 'fr.json'));
});
