import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { colours } from './theme.ts';

/** A part of a page on its own card: heading, one line of what it is for, what can be done. */
export function Section(props: {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="heyi-card heyi-section">
      <Flex justify="space-between" align="flex-start" gap={12} wrap style={{ marginBottom: 10 }}>
        <div style={{ minWidth: 0 }}>
          <Typography.Title level={2} style={{ fontSize: 15, margin: 0, lineHeight: '28px' }}>
            {props.title}
          </Typography.Title>
          {props.note && <div style={{ color: colours.quiet, fontSize: 13 }}>{props.note}</div>}
        </div>
        {props.actions && (
          <Flex gap={8} wrap align="center">
            {props.actions}
          </Flex>
        )}
      </Flex>
      {props.children}
    </section>
  );
}
