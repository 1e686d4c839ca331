import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { useOptions, type WordGroup } from '../../forms/options.ts';

/** Services with their prices, a row each: of a service order, or of a supplier. */
export function PricedRows(props: {
  list: 'items' | 'prices';
  label: string;
  addLabel: string;
  blank: object;
  /** One has to be there. */
  isRequired?: boolean;
  children: (row: number) => ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { list, label, addLabel, blank, isRequired = false, children } = props;
  return (
    <Form.List name={list}>
      {(fields, { add, remove }) => (
        <Form.Item label={label} required={isRequired}>
          {fields.map(({ key, name }) => (
            <div key={key} className="heyi-fields heyi-item">
              {children(name)}
              {(!isRequired || fields.length > 1) && (
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  onClick={() => remove(name)}
                  className="heyi-wide"
                >
                  {t('orders.agreed.removeItem')}
                </Button>
              )}
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(blank)}>
            {addLabel}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  );
}

/** A choice of a row by the words of its values. */
export function RowChoice(props: {
  row: number;
  name: 'item' | 'channel' | 'kind';
  label: string;
  words: WordGroup;
}): ReactNode {
  const { row, name, label, words } = props;
  return (
    <Form.Item name={[row, name]} label={label} rules={[{ required: true }]}>
      <Select options={useOptions(words)} />
    </Form.Item>
  );
}

export function RowPrice({ row }: { row: number }): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule();
  return (
    <Form.Item
      name={[row, 'price']}
      label={t('orders.agreed.amount')}
      rules={[{ required: true }, amount]}
    >
      <AmountInput />
    </Form.Item>
  );
}
