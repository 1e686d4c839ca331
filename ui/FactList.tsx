import { Descriptions } from 'antd';
import type { ReactNode } from 'react';

export type Fact = readonly [label: string, value: ReactNode];

/** Facts of one thing in two or three columns, in one on a phone. */
export function FactList({ facts, columns = 2 }: { facts: readonly Fact[]; columns?: number }) {
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 1, md: columns }}
      items={facts.map(([label, value]) => ({
        key: label,
        label,
        children: value === null || value === '' ? '—' : value,
      }))}
    />
  );
}
