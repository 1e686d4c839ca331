import type { ReactNode } from 'react';
import { api, type Balance, type BalanceRow, type Session } from '../api.ts';
import { useLoaded } from '../load.ts';
import { fenOf, grouped, isZero, sumOf } from '../money.ts';
import { Amount } from '../parts/Amount.tsx';
import { type Row, Rows, Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Empty, Trouble, Waiting } from '../parts/States.tsx';
import { WithdrawalLine } from '../parts/WithdrawalLine.tsx';
import { go } from '../route.ts';
import { named, useWords } from '../words/words.ts';

/** What the platform owes, what can be withdrawn of it now, and why not more. */
export function BalancePage(props: { session: Session; notice: string | null }): ReactNode {
  const balance = useLoaded('balance', () => api.getOwnBalance({}));
  const recent = useLoaded('recent', () => api.listOwnWithdrawals({ limit: 3 }));
  const words = useWords();
  const { clientName, subjectName } = props.session;
  return (
    <Screen title={clientName} notice={props.notice}>
      {balance.problem && <Trouble problem={balance.problem} retry={balance.reload} />}
      {balance.value === null && !balance.problem && <Waiting />}
      {balance.value && <Balances balance={balance.value} name={subjectName} />}
      {recent.value && recent.value.rows.length > 0 && (
        <Section
          title={words.balance.recent}
          action={
            <button type="button" className="link" onClick={() => go('/records')}>
              {words.balance.everything}
            </button>
          }
        >
          {recent.value.rows.map((row) => (
            <WithdrawalLine key={row.id} of={row} />
          ))}
        </Section>
      )}
    </Screen>
  );
}

/** The kind of income of which most can be withdrawn comes first. */
export function byAvailable(rows: readonly BalanceRow[]): BalanceRow[] {
  // oxlint-disable-next-line unicorn/no-array-sort -- web views of apps are older than toSorted
  return [...rows].sort(
    (a, b) =>
      fenOf(b.withdrawableNow) - fenOf(a.withdrawableNow) ||
      fenOf(b.withdrawable) - fenOf(a.withdrawable),
  );
}

function Balances({ balance, name }: { balance: Balance; name: string }): ReactNode {
  const words = useWords();
  const rows = byAvailable(balance.rows);
  const [first] = rows;
  const isOpen = first !== undefined && first.hindrance === null;
  const hindrance = first?.hindrance ?? null;
  const total = sumOf(rows.map(({ withdrawable }) => withdrawable));
  return (
    <>
      <section className="card balance">
        <p className="balance-name">
          {words.balance.title}
          <span>{name}</span>
        </p>
        <Amount of={total} large />
        {balance.payerName !== null && <p>{words.balance.owed(balance.payerName)}</p>}
        {hindrance !== null && !isZero(total) && (
          <p className="balance-why">{words.hindrance[hindrance]}</p>
        )}
        <button
          type="button"
          className="button button-light"
          disabled={!isOpen}
          onClick={() => go('/withdraw')}
        >
          {words.balance.withdraw}
        </button>
      </section>
      {rows.length === 0 && (
        <Section>
          <Empty title={words.balance.empty} text={words.balance.emptyText} />
        </Section>
      )}
      {rows.map((row) => (
        <Section key={row.incomeKind} title={named(words.kinds, row.incomeKind)}>
          <Rows of={rowsOf(row, words)} />
        </Section>
      ))}
      {rows.length > 0 && (
        <Section title={words.balance.limits}>
          <Rows of={limitsOf(balance, first!, words)} />
        </Section>
      )}
    </>
  );
}

type Words = ReturnType<typeof useWords>;

function rowsOf(row: BalanceRow, words: Words): (Row | null)[] {
  return [
    { name: words.balance.title, value: <Amount of={row.withdrawable} /> },
    { name: words.balance.now, value: <Amount of={row.withdrawableNow} />, isStrong: true },
    isZero(row.suspended)
      ? null
      : { name: words.balance.suspended, value: <Amount of={row.suspended} /> },
    isZero(row.monthReceipts)
      ? null
      : { name: words.balance.monthReceipts, value: <Amount of={row.monthReceipts} /> },
    isZero(row.yearIncome)
      ? null
      : { name: words.balance.yearIncome, value: <Amount of={row.yearIncome} /> },
    isZero(row.yearIncome)
      ? null
      : { name: words.balance.yearTax, value: <Amount of={row.yearTax} /> },
  ];
}

function limitsOf(balance: Balance, row: BalanceRow, words: Words): (Row | null)[] {
  const { withdrawalMin, withdrawalMax } = balance;
  const each = `${grouped(withdrawalMin)} ${words.balance.to} ${grouped(withdrawalMax)}`;
  return [
    { name: words.balance.each, value: <span className="amount">{each}</span> },
    row.leftToday === null
      ? null
      : { name: words.balance.today, value: <Amount of={row.leftToday} /> },
    row.timesLeftToday === null
      ? null
      : { name: words.balance.times, value: words.balance.timesOf(row.timesLeftToday) },
    {
      name: words.withdraw.to,
      value: `${named(words.channels, balance.channel)} ${balance.accountMasked}`,
    },
  ];
}
