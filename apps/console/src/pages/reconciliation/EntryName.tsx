import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from './reconciliation.ts';

export function EntryName({ entry }: { entry: Entry }): ReactNode {
  return <strong>{useEntryName()(entry)}</strong>;
}

/** The kind of its journal in words; a kind that has none is shown as it is. */
export function useEntryName(): (entry: Entry) => string {
  const { t } = useTranslation();
  return ({ journalKind }) =>
    t(`reconciliation.kindsOfEntry.${journalKind.replace('.', '_')}`, {
      defaultValue: journalKind,
    });
}
