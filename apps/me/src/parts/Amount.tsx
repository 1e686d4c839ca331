import type { ReactNode } from 'react';
import { grouped } from '../money.ts';

/** An amount in yuan, its figures under each other; a large one for what the page is about. */
export function Amount({ of, large }: { of: string; large?: boolean }): ReactNode {
  const [whole = '', fraction = ''] = grouped(of).split('.');
  if (!large) return <span className="amount">{grouped(of)}</span>;
  return (
    <span className="amount amount-large">
      <small>¥</small>
      {whole}
      <small>.{fraction}</small>
    </span>
  );
}
