import { Form } from 'antd';
import type { ReactNode } from 'react';
import { AmountInput, useAmountRule } from '../../../forms/AmountInput.tsx';
import { useOptions, type WordGroup } from '../../../forms/options.ts';

/** An amount for each of the words; all are needed, for an empty one would mean zero. */
export function AmountFields({ words }: { words: WordGroup }): ReactNode {
  const amount = useAmountRule();
  return (
    <div className="heyi-fields">
      {useOptions(words).map(({ value, label }) => (
        <Form.Item key={value} name={value} label={label} rules={[{ required: true }, amount]}>
          <AmountInput />
        </Form.Item>
      ))}
    </div>
  );
}
