import { names } from '@heyi/client';

type Lists = typeof names;
type Named = { [List in keyof Lists]: { [Value in keyof Lists[List]]: string } };

/** The contract's names in one language, for `t('names.service.enrol')`. */
export function namesIn(language: 'zh' | 'en'): Named {
  const place = language === 'zh' ? 0 : 1;
  const lists = Object.entries(names).map(([list, values]) => [
    list,
    Object.fromEntries(Object.entries(values).map(([value, words]) => [value, words[place]])),
  ]);
  return Object.fromEntries(lists) as Named;
}
