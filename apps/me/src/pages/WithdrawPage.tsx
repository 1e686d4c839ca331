import { type ReactNode, useEffect, useState } from 'react';
import {
  api,
  type Balance,
  type BalanceRow,
  newFormKey,
  type Problem,
  type Trial,
} from '../api.ts';
import { problemOf, useLoaded } from '../load.ts';
import { grouped, isZero, typedAmount } from '../money.ts';
import { Reasons } from '../parts/Reasons.tsx';
import { Rows, Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Trouble, troubleWords, Waiting } from '../parts/States.tsx';
import { TaxRows } from '../parts/TaxRows.tsx';
import { go } from '../route.ts';
import { fixOfAmount, named, useWords } from '../words/words.ts';
import { byAvailable } from './BalancePage.tsx';
import { ConfirmSheet } from './ConfirmSheet.tsx';

/** An amount, what would be taken of it and why, and then the question whether to do it. */
export function WithdrawPage({ notice }: { notice: string | null }): ReactNode {
  const words = useWords();
  const balance = useLoaded('balance', () => api.getOwnBalance({}));
  return (
    <Screen title={words.withdraw.title} backTo="/" notice={notice}>
      {balance.problem && <Trouble problem={balance.problem} retry={balance.reload} />}
      {balance.value === null && !balance.problem && <Waiting />}
      {balance.value && <Form balance={balance.value} onRefused={balance.reload} />}
    </Screen>
  );
}

function Form({ balance, onRefused }: { balance: Balance; onRefused: () => void }): ReactNode {
  const words = useWords();
  const rows = byAvailable(balance.rows);
  const [kind, setKind] = useState(rows[0]?.incomeKind ?? 'labourRemuneration');
  const [typed, setTyped] = useState('');
  // However often it is sent, it is one withdrawal; refused, the next one is another form.
  const [formKey, setFormKey] = useState(newFormKey);
  const [isAsking, setAsking] = useState(false);
  const row = rows.find(({ incomeKind }) => incomeKind === kind);
  const amount = typedAmount(typed);
  const trial = useTrial(amount !== null && !isZero(amount) ? amount : null, kind);
  const most = row?.withdrawableNow ?? '0.00';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (trial.value !== null) setAsking(true);
      }}
    >
      <Section>
        {rows.length > 1 && (
          <fieldset className="choices">
            <legend>{words.withdraw.kind}</legend>
            {rows.map(({ incomeKind }) => (
              <label key={incomeKind}>
                <input
                  type="radio"
                  name="kind"
                  checked={incomeKind === kind}
                  onChange={() => setKind(incomeKind)}
                />
                <span>{named(words.kinds, incomeKind)}</span>
              </label>
            ))}
          </fieldset>
        )}
        <label className="field" htmlFor="amount">
          {words.withdraw.amount}
        </label>
        <div className="field-amount">
          <span aria-hidden="true">¥</span>
          <input
            id="amount"
            inputMode="decimal"
            autoComplete="off"
            enterKeyHint="next"
            placeholder="0.00"
            value={typed}
            aria-describedby="most"
            aria-invalid={typed !== '' && amount === null}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="button" className="link" onClick={() => setTyped(most)}>
            {words.withdraw.all}
          </button>
        </div>
        <p id="most" className="quiet">
          {words.withdraw.most(grouped(most))}
        </p>
      </Section>
      <Section>
        <TrialResult typed={typed} amount={amount} trial={trial} />
      </Section>
      <Section>
        <Rows
          of={[
            {
              name: words.withdraw.to,
              value: `${named(words.channels, balance.channel)} ${balance.accountMasked}`,
            },
          ]}
        />
      </Section>
      <footer className="foot">
        <button type="submit" className="button" disabled={trial.value === null}>
          {words.withdraw.next}
        </button>
      </footer>
      {isAsking && trial.value !== null && amount !== null && (
        <ConfirmSheet
          request={{ amount, incomeKind: kind }}
          formKey={formKey}
          trial={trial.value}
          account={`${named(words.channels, balance.channel)} ${balance.accountMasked}`}
          onClose={() => setAsking(false)}
          onRefused={() => {
            setFormKey(newFormKey());
            onRefused();
          }}
          onDone={(id) => go(`/records/${id}`, 'replace')}
        />
      )}
    </form>
  );
}

type TrialState = { readonly value: Trial | null; readonly problem: Problem | null };

const quietMs = 250;

/** What would be taken, asked again a moment after the last key. */
function useTrial(amount: string | null, incomeKind: BalanceRow['incomeKind']): TrialState {
  const [state, setState] = useState<TrialState & { amount: string | null; kind: string }>({
    amount: null,
    kind: incomeKind,
    value: null,
    problem: null,
  });
  useEffect(() => {
    if (amount === null) return;
    let isWanted = true;
    const keep = (value: Trial | null, problem: Problem | null) =>
      isWanted && setState({ amount, kind: incomeKind, value, problem });
    const timer = setTimeout(() => {
      api
        .tryOwnWithdrawal({ amount, incomeKind })
        .then((value) => keep(value, null))
        .catch((error: unknown) => keep(null, problemOf(error)));
    }, quietMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [amount, incomeKind]);
  const isThis = state.amount === amount && state.kind === incomeKind;
  return isThis ? state : { value: null, problem: null };
}

function TrialResult(props: {
  typed: string;
  amount: string | null;
  trial: TrialState;
}): ReactNode {
  const words = useWords();
  const { value, problem } = props.trial;
  if (props.typed === '') return <p className="quiet">{words.withdraw.typing}</p>;
  if (props.amount === null) return <p className="quiet">{words.withdraw.malformed}</p>;
  if (problem) {
    const { title, fix } = troubleWords(problem, words.door.away);
    return (
      <div className="trouble" role="alert">
        <strong>{title}</strong>
        <p>{fixOfAmount(problem.code, words) ?? fix}</p>
      </div>
    );
  }
  if (value === null) return <Waiting />;
  return (
    <div aria-live="polite">
      <TaxRows of={value} />
      {value.reasons.length > 0 && (
        <details className="why">
          <summary>{words.withdraw.why}</summary>
          <Reasons of={value.reasons} />
        </details>
      )}
    </div>
  );
}
