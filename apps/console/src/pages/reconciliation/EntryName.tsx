import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from './reconciliation.ts';

export function EntryName({ entry }: { entry: Entry }): ReactNode {
  return <strong>{useEntryName()(entry)}</strong>;
}

/** The kind of its journal in words. */
export function useEntryName(): (entry: Entry) => string {
  const { t } = useTranslation();
  return ({ journalKind }) => t(`names.journalKind.${journalKind}`);
}
