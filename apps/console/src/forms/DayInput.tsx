import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';

const formats = { date: 'YYYY-MM-DD', month: 'YYYY-MM' } as const;

/** A day or a month of the calendar; the form holds it as text, as the API takes it. */
export function DayInput(props: {
  id?: string;
  picker?: 'date' | 'month';
  value?: string | null;
  onChange?: (value: string | null) => void;
  clearable?: boolean;
  label?: string;
  /** Where no label stands beside it. */
  placeholder?: string;
  width?: number | string;
}): ReactNode {
  const picker = props.picker ?? 'date';
  return (
    <DatePicker
      {...(props.id ? { id: props.id } : {})}
      aria-label={props.label}
      {...(props.placeholder ? { placeholder: props.placeholder } : {})}
      picker={picker}
      style={{ width: props.width ?? '100%' }}
      allowClear={props.clearable ?? false}
      value={props.value ? dayjs(props.value) : null}
      onChange={(day) => props.onChange?.(day ? day.format(formats[picker]) : null)}
    />
  );
}
