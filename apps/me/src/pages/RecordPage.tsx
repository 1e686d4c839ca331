import { type ReactNode, useEffect, useState } from 'react';
import { api, type WithdrawalState } from '../api.ts';
import { instantText } from '../instant.ts';
import { useLoaded } from '../load.ts';
import { Amount } from '../parts/Amount.tsx';
import { Reasons } from '../parts/Reasons.tsx';
import { type Row, Rows, Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { StateTag, Trouble, Waiting } from '../parts/States.tsx';
import { named, useWords } from '../words/words.ts';
import { TaxRows } from '../parts/TaxRows.tsx';

type Shown = Awaited<ReturnType<typeof api.getOwnWithdrawal>>;

/** One withdrawal: how it stands, now and as it goes on; its amounts, and why the tax is what it is. */
export function RecordPage({ id, notice }: { id: string; notice: string | null }): ReactNode {
  const words = useWords();
  const { value, problem, reload } = useLoaded(id, () =>
    api.getOwnWithdrawal({ withdrawalId: id }),
  );
  useFollowing(value?.state ?? null, reload);
  return (
    <Screen title={words.record.title} backTo="/records" notice={notice}>
      {problem && value === null && <Trouble problem={problem} retry={reload} />}
      {value === null && !problem && <Waiting />}
      {value && <Record of={value} />}
    </Screen>
  );
}

const stillGoing: ReadonlySet<WithdrawalState> = new Set([
  'accepted',
  'sent',
  'unknown',
  'suspended',
]);
const soonestMs = 1500;
const latestMs = 20_000;

/** Looks again while it is on its way, after longer and longer. */
function useFollowing(state: WithdrawalState | null, reload: () => void): void {
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (state === null || !stillGoing.has(state)) return;
    const wait = Math.min(latestMs, soonestMs * 1.3 ** looks);
    const timer = setTimeout(() => {
      setLooks((count) => count + 1);
      if (document.visibilityState === 'visible') reload();
    }, wait);
    return () => clearTimeout(timer);
  }, [state, looks, reload]);
}

function Record({ of }: { of: Shown }): ReactNode {
  const words = useWords();
  const isLate = of.state === 'returned' && of.reversedAt === null;
  const isTaxed = of.tax !== null && of.net !== null && of.vat !== null && of.surcharges !== null;
  return (
    <>
      <section className="card outcome" aria-live="polite">
        <Amount of={of.net ?? of.gross} large />
        <StateTag state={of.state} />
        <Steps state={of.state} />
        <p>{named(words.stateText, isLate || of.isCorrected ? 'returnedLater' : of.state)}</p>
      </section>
      <Section title={words.record.amounts}>
        {isTaxed ? (
          <TaxRows
            of={{
              gross: of.gross,
              tax: of.tax!,
              net: of.net!,
              vat: of.vat!,
              surcharges: of.surcharges!,
            }}
          />
        ) : (
          <Rows of={[{ name: words.withdraw.gross, value: <Amount of={of.gross} /> }]} />
        )}
      </Section>
      <Section title={words.record.why}>
        {of.reasons.length === 0 ? (
          <p className="quiet">{words.record.later}</p>
        ) : (
          <>
            <Reasons of={of.reasons} />
            <p className="quiet">{words.record.exact}</p>
          </>
        )}
      </Section>
      <Section>
        <Rows of={factsOf(of, words)} />
      </Section>
    </>
  );
}

const steps = ['accepted', 'sent', 'paid'] as const;

function Steps({ state }: { state: WithdrawalState }): ReactNode {
  const words = useWords();
  const reached = { accepted: 0, suspended: 0, sent: 1, unknown: 1, paid: 2 }[state as string];
  if (reached === undefined) return null;
  return (
    <ol className="steps" aria-label={words.record.live}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index <= reached ? 'reached' : ''}
          aria-current={index === reached ? 'step' : undefined}
        >
          {words.record.steps[step]}
        </li>
      ))}
    </ol>
  );
}

function factsOf(of: Shown, words: ReturnType<typeof useWords>): (Row | null)[] {
  const { record } = words;
  return [
    { name: words.withdraw.kind, value: named(words.kinds, of.incomeKind) },
    { name: record.acceptedAt, value: instantText(of.acceptedAt) },
    of.settledAt === null ? null : { name: record.settledAt, value: instantText(of.settledAt) },
    of.taxPeriod === null ? null : { name: words.withdraw.month, value: of.taxPeriod },
    of.bankReference === null ? null : { name: record.bankReference, value: of.bankReference },
    of.reason === null || of.reason === 'funds_short'
      ? null
      : { name: record.reason, value: of.reason },
    { name: record.number, value: <span className="code">{of.id}</span> },
  ];
}
