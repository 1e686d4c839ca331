import { StateTag } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Line } from './reconciliation.ts';

/** By which rule a line or an entry found its counterpart; or that it has none. */
export function RuleTag({ rule }: { rule: Line['rule'] }): ReactNode {
  const { t } = useTranslation();
  return rule === null ? (
    <StateTag tone="warn" text={t('reconciliation.notMatched')} />
  ) : (
    <StateTag tone="good" text={t(`reconciliation.rules.${rule}`)} />
  );
}
