import { parseYuan } from '@heyi/kernel';
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Yuan as the API takes them; thousands separators of a pasted amount are dropped. */
export function AmountInput(props: {
  id?: string;
  value?: string | null;
  onChange?: (value: string) => void;
  label?: string;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Input
      {...(props.id ? { id: props.id } : {})}
      aria-label={props.label}
      inputMode="decimal"
      autoComplete="off"
      suffix={t('forms.yuan')}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      value={props.value ?? ''}
      onChange={(event) => props.onChange?.(event.target.value.replace(/[,，\s]/g, ''))}
    />
  );
}

/** The rule of a field with an amount of at least zero, or above it. */
export function useAmountRule(least: 'zero' | 'aboveZero' = 'zero') {
  const { t } = useTranslation();
  return {
    validator: async (_: unknown, text: string | null | undefined) => {
      if (text === undefined || text === null || text === '') return;
      const amount = parseYuan(text);
      if (amount === null) throw new Error(t('forms.faults.money.malformed'));
      if (amount < 0) throw new Error(t('forms.faults.money.negative'));
      if (amount === 0 && least === 'aboveZero') throw new Error(t('forms.faults.money.zero'));
    },
  };
}
