import assert from 'node:assert/strict';
import { test } from 'node:test';
import i18next from 'i18next';
import { pluralOf } from './plural.ts';

const overdue = '{{count}} {{count, plural(one: day; other: days)}} overdue';

for (const [count, text] of [
  [0, '0 days overdue'],
  [1, '1 day overdue'],
  [2, '2 days overdue'],
  [21, '21 days overdue'],
] as const) {
  test(`英文数量词：${text}`, async () => {
    const words = i18next.createInstance();
    await words.init({
      lng: 'en',
      resources: { en: { translation: { countdown: { over: overdue } } } },
    });
    words.services.formatter?.add('plural', pluralOf);
    assert.equal(words.t('countdown.over', { count }), text);
  });
}
