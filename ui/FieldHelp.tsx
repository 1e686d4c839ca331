import { QuestionCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { colours } from './theme.ts';

export function FieldHelp({ text }: { text: string }): ReactNode {
  return (
    <Tooltip title={text}>
      <QuestionCircleOutlined
        aria-label={text}
        tabIndex={0}
        style={{ color: colours.quiet, marginInlineStart: 4 }}
      />
    </Tooltip>
  );
}
