import { formatRate, parseRate, rateFromPpm } from '@heyi/kernel';
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percentText } from '../rate.ts';

/** Shows 9.8 % for the rate "0.098" of the API. */
export function PercentInput(props: {
  id?: string;
  value?: string | null;
  onChange?: (value: string) => void;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (props.value ? percentText(props.value).replace('%', '') : '');
  const change = (text: string) => {
    setTyped(text);
    // What is no percentage must not pass for a rate: "0.55555" is one, taken as it stands.
    props.onChange?.(text === '' ? '' : (rateOf(text) ?? `${text}%`));
  };
  return (
    <Input
      {...(props.id ? { id: props.id } : {})}
      inputMode="decimal"
      autoComplete="off"
      suffix="%"
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      value={shown}
      onChange={(event) => change(event.target.value.trim())}
      onBlur={() => setTyped((text) => (text !== null && rateOf(text) === null ? text : null))}
    />
  );
}

/** "9.8" per cent as "0.098"; null when it is not a percentage with at most four decimals. */
function rateOf(text: string): string | null {
  const percent = parseRate(text);
  return percent === null || percent % 100 !== 0 ? null : formatRate(rateFromPpm(percent / 100));
}

export function useRateRule() {
  const { t } = useTranslation();
  return {
    validator: async (_: unknown, text: string | null | undefined) => {
      if (text === undefined || text === null || text === '') return;
      const rate = parseRate(text);
      if (rate === null || rate < 0 || rate > 1_000_000) {
        throw new Error(t('forms.faults.rate.malformed'));
      }
    },
  };
}
