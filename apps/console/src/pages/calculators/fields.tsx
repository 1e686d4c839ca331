import { parseYuan } from '@heyi/kernel';
import { type ReactNode, useId } from 'react';
import { AmountInput } from '../../forms/AmountInput.tsx';

/** A label over its field. */
export function Field(props: { label: ReactNode; children: (id: string) => ReactNode }): ReactNode {
  const id = useId();
  return (
    <div className="heyi-field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  );
}

export function AmountField(props: {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <Field label={props.label}>
      {(id) => <AmountInput id={id} value={props.value} onChange={props.onChange} />}
    </Field>
  );
}

/** Whether the text is an amount that the API takes. */
export function isAmount(text: string): boolean {
  const amount = parseYuan(text);
  return amount !== null && amount >= 0;
}
