import { AutoComplete } from 'antd';
import type { ReactNode } from 'react';
import { useCities } from '../cities.ts';

/** A city by its name; any GB/T 2260 code of six digits may be typed as well. */
export function CityInput(props: {
  id?: string;
  value?: string | null;
  onChange?: (value: string) => void;
  label?: string;
  placeholder?: string;
  width?: number | string;
}): ReactNode {
  const cities = useCities();
  const shown = cities.find(({ code }) => code === props.value)?.name ?? props.value ?? '';
  return (
    <AutoComplete
      {...(props.id ? { id: props.id } : {})}
      aria-label={props.label}
      placeholder={props.placeholder}
      allowClear
      style={{ width: props.width ?? '100%' }}
      value={shown}
      options={cities.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
      showSearch={{
        filterOption: (text, option) => (option?.label ?? '').includes(text.trim()),
      }}
      onChange={(text?: string) =>
        props.onChange?.(cities.find(({ name }) => name === text)?.code ?? text ?? '')
      }
    />
  );
}

export const cityPattern = /^\d{6}$/;
