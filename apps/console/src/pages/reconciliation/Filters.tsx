import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';

export type Found = {
  state?: 'open' | 'matched';
  bookedFrom?: string;
  bookedUntil?: string;
  search?: string;
};

export const nothingFiltered: Found = {};

/** State, days and a text or amount, for lines and for entries alike. */
export function Filters(props: { value: Found; onChange: (value: Found) => void }): ReactNode {
  const { t } = useTranslation();
  const { value, onChange } = props;
  const change = <K extends keyof Found>(key: K, given: Found[K] | null | undefined) => {
    const { [key]: _, ...rest } = value;
    onChange(given ? { ...rest, [key]: given } : rest);
  };
  const day = (key: 'bookedFrom' | 'bookedUntil') => (
    <DayInput
      clearable
      width={150}
      value={value[key] ?? null}
      label={t(`reconciliation.filters.${key}`)}
      placeholder={t(`reconciliation.filters.${key}`)}
      onChange={(given) => change(key, given)}
    />
  );
  return (
    <div className="heyi-toolbar">
      <Select
        allowClear
        placeholder={t('reconciliation.matched')}
        aria-label={t('reconciliation.matched')}
        style={{ minWidth: 120 }}
        value={value.state}
        options={useOptions('reconciliation.filters.states')}
        onChange={(state?: 'open' | 'matched') => change('state', state)}
      />
      {day('bookedFrom')}
      {day('bookedUntil')}
      <Input.Search
        allowClear
        placeholder={t('reconciliation.filters.search')}
        aria-label={t('reconciliation.filters.search')}
        onSearch={(text) => change('search', text.trim())}
        style={{ width: 240 }}
      />
    </div>
  );
}
