import type { ReactNode } from 'react';
import type { Trial } from '../api.ts';
import { isZero, sumOf } from '../money.ts';
import { useWords } from '../words/words.ts';
import { Amount } from './Amount.tsx';
import { Rows } from './Rows.tsx';

/** From what is withdrawn to what is received, line by line. */
export function TaxRows({ of }: { of: Pick<Trial, 'gross' | 'tax' | 'net'> & Vat }): ReactNode {
  const words = useWords();
  const vat = sumOf([of.vat, of.surcharges]);
  return (
    <Rows
      of={[
        { name: words.withdraw.gross, value: <Amount of={of.gross} /> },
        isZero(vat) ? null : { name: words.withdraw.vat, value: <Amount of={`-${vat}`} /> },
        {
          name: words.withdraw.tax,
          value: <Amount of={isZero(of.tax) ? of.tax : `-${of.tax}`} />,
        },
        { name: words.withdraw.net, value: <Amount of={of.net} />, isStrong: true },
      ]}
    />
  );
}

type Vat = { readonly vat: string; readonly surcharges: string };
