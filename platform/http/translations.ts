import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { failureWords, type Language, languageOf } from '@heyi/contract';
import { z } from 'zod';

const translation = z.strictObject({
  /** Which of the two complete languages is read where this one has no words. */
  fallback: z.enum(['zh', 'en']),
  failure: z.record(
    z.string(),
    z.strictObject({ title: z.string().trim().min(1), fix: z.string().trim().min(1) }),
  ),
});

/** A further language of the answers, by its tag. */
export type Translations = ReadonlyMap<string, z.output<typeof translation>>;

const fileName = /^([a-z]{2,3})\.json$/;

/** Every `ja.json` of the folder is a language; one that does not fit the contract is a fault. */
export function readTranslations(folder: string): Translations {
  const files = readdirSync(folder).flatMap((name) => fileName.exec(name)?.[1] ?? []);
  return new Map(
    files.map((tag) => {
      const text = readFileSync(path.join(folder, `${tag}.json`), 'utf8');
      const read = translation.parse(JSON.parse(text));
      const unknown = Object.keys(read.failure).filter((code) => !(code in failureWords));
      if (unknown.length > 0) throw new Error(`${tag}.json: no failure is ${unknown.join(', ')}`);
      return [tag, read];
    }),
  );
}

const shipped = readTranslations(path.resolve(import.meta.dirname, '../../contract/translations'));

/** The first language of an Accept-Language header that there are words in. */
function tagOf(acceptLanguage: string, translations: Translations): string | null {
  const tags = acceptLanguage.split(',').map((part) => part.split(';')[0]!.trim().toLowerCase());
  const primary = tags.map((tag) => tag.split('-')[0]!);
  return primary.find((tag) => tag === 'zh' || tag === 'en' || translations.has(tag)) ?? null;
}

/** The complete language in which texts are made for whoever reads by the header. */
export function completeLanguageOf(acceptLanguage: string, translations = shipped): Language {
  const tag = tagOf(acceptLanguage, translations);
  return translations.get(tag ?? '')?.fallback ?? languageOf(tag ?? '');
}

/** Title and remedy of a failure, as far as there are words for its code. */
export function wordsFor(
  code: string,
  acceptLanguage: string,
  translations = shipped,
): { title: string | undefined; fix: string | undefined } {
  const translated = translations.get(tagOf(acceptLanguage, translations) ?? '')?.failure[code];
  if (translated) return translated;
  const words = failureWords[code];
  const language = completeLanguageOf(acceptLanguage, translations);
  return { title: words?.title[language], fix: words?.fix[language] };
}
