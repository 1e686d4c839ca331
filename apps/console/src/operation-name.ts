import { operationWords } from '@heyi/client';
import { useTranslation } from 'react-i18next';

const words: Readonly<Record<string, readonly [zh: string, en: string]>> = operationWords;

/** What an operation of the API is called on the screen; its id where it has no words. */
export function useOperationName(): (operation: string) => string {
  const { i18n } = useTranslation();
  return (operation) => words[operation]?.[i18n.language === 'en' ? 1 : 0] ?? operation;
}

/** Every operation with its name, for a filter. */
export function useOperationOptions(): { value: string; label: string }[] {
  const nameOf = useOperationName();
  return Object.keys(words).map((value) => ({ value, label: nameOf(value) }));
}
