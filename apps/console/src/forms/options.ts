import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';

/** A group of words, such as `orders.channels`. */
export type WordGroup = ParseKeys<'translation', { returnObjects: true }>;

/** The choices of a field are the keys of its words, in the order in which they stand there. */
export function useOptions(words: WordGroup): { value: string; label: string }[] {
  const { t } = useTranslation();
  const labels = t(words, { returnObjects: true }) as unknown as Record<string, string>;
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
