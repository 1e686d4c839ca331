import { type Reason, ReasonList } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** “Why this number” in the language of the page. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <ReasonList
      reasons={reasons}
      words={{
        article: t('reasons.article'),
        figures: t('reasons.figures'),
        inputs: t('reasons.inputs'),
        rounding: t('reasons.rounding'),
        from: t('reasons.from'),
        unverified: t('reasons.unverified'),
        carriedForward: t('reasons.carriedForward'),
        language: i18n.language === 'en' ? 'en' : 'zh',
        mark: (mark) => t(`reasons.marks.${mark}`, { defaultValue: mark }),
      }}
    />
  );
}
