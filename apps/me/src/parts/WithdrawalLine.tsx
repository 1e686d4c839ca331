import type { ReactNode } from 'react';
import type { Withdrawal } from '../api.ts';
import { instantText } from '../instant.ts';
import { grouped } from '../money.ts';
import { base, go } from '../route.ts';
import { named, useWords } from '../words/words.ts';
import { StateTag } from './States.tsx';

/** One withdrawal in a list: what was received, and of what; how it stands. */
export function WithdrawalLine({ of }: { of: Withdrawal }): ReactNode {
  const words = useWords();
  const path = `/records/${of.id}`;
  return (
    <a
      className="line"
      href={base + path}
      onClick={(event) => {
        event.preventDefault();
        go(path);
      }}
    >
      <span>
        <strong>{named(words.kinds, of.incomeKind)}</strong>
        <small>{instantText(of.acceptedAt)}</small>
      </span>
      <span className="line-end">
        <strong className="amount">{grouped(of.net ?? of.gross)}</strong>
        <StateTag state={of.state} />
      </span>
    </a>
  );
}
