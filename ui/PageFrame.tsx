import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { colours } from './theme.ts';

/** The head of every page: where am I, one line of facts, the one primary action at the right. */
export function PageFrame(props: {
  title: ReactNode;
  facts?: ReactNode;
  status?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="heyi-page">
      <Flex justify="space-between" align="flex-start" gap={12} wrap className="heyi-page-head">
        <div style={{ minWidth: 0, flex: '1 1 320px' }}>
          <Flex align="center" gap={10} wrap>
            <Typography.Title level={1} style={{ fontSize: 20, margin: 0 }}>
              {props.title}
            </Typography.Title>
            {props.status}
          </Flex>
          {props.facts && (
            <div style={{ color: colours.quiet, marginTop: 4, fontSize: 13 }}>{props.facts}</div>
          )}
        </div>
        <Flex gap={8} wrap>
          {props.actions}
        </Flex>
      </Flex>
      {props.children}
    </section>
  );
}
