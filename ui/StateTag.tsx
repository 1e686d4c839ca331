import { Tag } from 'antd';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'active' | 'good' | 'warn' | 'bad';

const colourOf: Record<Tone, string> = {
  neutral: 'default',
  active: 'processing',
  good: 'success',
  warn: 'warning',
  bad: 'error',
};

export function StateTag({ tone, text }: { tone: Tone; text: string }): ReactNode {
  return (
    <Tag color={colourOf[tone]} style={{ marginInlineEnd: 0 }}>
      {text}
    </Tag>
  );
}
