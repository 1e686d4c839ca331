import type { TFunction } from 'i18next';
import { parseYuan } from '@heyi/kernel';
import { grouped, type Reason, ReasonList, type ReasonWords } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { percentText } from './rate.ts';

/** “Why this number” in the language of the page. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }): ReactNode {
  return <ReasonList reasons={reasons} words={useReasonWords()} />;
}

function useReasonWords(): ReasonWords {
  const { t, i18n } = useTranslation();
  return {
    article: t('reasons.article'),
    figures: t('reasons.figures'),
    inputs: t('reasons.inputs'),
    rounding: t('reasons.rounding'),
    output: t('reasons.output'),
    from: t('reasons.from'),
    unverified: t('reasons.unverified'),
    carriedForward: t('reasons.carriedForward'),
    language: i18n.language === 'en' ? 'en' : 'zh',
    mark: (mark) => t(`reasons.marks.${mark}`, { defaultValue: mark }),
    name: (name) =>
      t([`reasons.names.${name}`, `calculators.facts.${name}`], { defaultValue: name }),
    value: (name, value) => valueText(name, value, t),
  };
}

function valueText(path: string, value: string, t: TFunction): string {
  const name = path.split('.').at(-1) ?? '';
  if (value === '') return t('reasons.none', { defaultValue: '—' });
  if (/rate$/i.test(name) || name === 'income_share') return percentText(value);
  if (/^-?\d+\.\d{2}$/.test(value) && parseYuan(value) !== null) return grouped(value);
  const known = [
    `reasons.values.${value}`,
    `calculators.choices.${value}`,
    `calculators.outcomes.${value}`,
  ];
  return t(known, { defaultValue: value });
}
