import type { AnswerOf } from '@heyi/client';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../../cities.ts';

export type Obligation = AnswerOf<'getRunObligations'>['rows'][number];

/** 应交费款 names the unit's regime and city; the others are one line an entity. */
export function useObligationName(): (row: Obligation) => string {
  const { t } = useTranslation();
  const placeOf = usePlace();
  return (row) => {
    if (row.kind !== 'contributions') return t(`obligations.kinds.${row.kind}`);
    const regime = row.registrationKind
      ? t(`names.registrationKind.${row.registrationKind}`)
      : t('obligations.unplaced');
    return [regime, placeOf(row)].filter(Boolean).join(' · ');
  };
}
