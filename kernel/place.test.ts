import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeText } from './place.ts';

const input = { name: '王芳', person: { phone: '138', tags: ['a'], none: null }, count: 3 };
const wide = (text: string) => `【${text}】`;

const cases: [place: string, expected: unknown][] = [
  ['name', { ...input, name: '【王芳】' }],
  ['person.phone', { ...input, person: { ...input.person, phone: '【138】' } }],
  ['person.none', input],
  ['person.tags', input],
  ['person.tags.0', input],
  ['person.nobody', input],
  ['nobody.phone', input],
  ['count', input],
  ['toString', input],
];
for (const [place, expected] of cases) {
  test(`换一处文字：${place}`, async () => {
    const before = structuredClone(input);
    assert.deepEqual(await changeText(input, place, wide), expected);
    assert.deepEqual(input, before, '原来的不动');
  });
}
