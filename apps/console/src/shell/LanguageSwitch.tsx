import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, type LanguageTag, languages } from '../i18n/index.ts';

export function LanguageSwitch(): ReactNode {
  const { i18n } = useTranslation();
  return (
    <Segmented<LanguageTag>
      size="small"
      aria-label="语言 Language"
      value={i18n.language as LanguageTag}
      options={Object.entries(languages).map(([value, label]) => ({
        value: value as LanguageTag,
        label,
      }))}
      onChange={(tag) => void changeLanguage(tag)}
    />
  );
}
