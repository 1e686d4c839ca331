import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.ts';
import { pluralOf } from './plural.ts';
import zhCn from './zh-CN.ts';

export const languages = { 'zh-CN': '中文', en: 'English' } as const;
export type LanguageTag = keyof typeof languages;

const storageKey = 'heyi.language';

void i18next.use(initReactI18next).init({
  resources: { 'zh-CN': { translation: zhCn }, en: { translation: en } },
  lng: localStorage.getItem(storageKey) ?? 'zh-CN',
  fallbackLng: 'zh-CN',
  interpolation: { escapeValue: false },
});
// English words that follow a number: {{count}} {{count, plural(one: day; other: days)}}.
i18next.services.formatter?.add('plural', pluralOf);
document.documentElement.lang = i18next.language;

export function language(): string {
  return i18next.language;
}

/** Between the names of a list. */
export function comma(): string {
  return language() === 'en' ? ', ' : '、';
}

export async function changeLanguage(tag: LanguageTag): Promise<void> {
  localStorage.setItem(storageKey, tag);
  document.documentElement.lang = tag;
  await i18next.changeLanguage(tag);
}
