import { Form, Switch } from 'antd';
import type { ReactNode } from 'react';

/** Yes or no. It always says one of them, so it is never marked as optional. */
export function SwitchField(props: { name: string; label: string; disabled?: boolean }): ReactNode {
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      valuePropName="checked"
      layout="horizontal"
      required
    >
      <Switch disabled={props.disabled ?? false} />
    </Form.Item>
  );
}
