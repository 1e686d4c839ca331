import { lazy, type ReactNode, Suspense, useState } from 'react';
import { api, type Months } from '../api.ts';
import { useLoaded } from '../load.ts';
import { Amount } from '../parts/Amount.tsx';
import { Rows, Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Empty, Trouble, Waiting } from '../parts/States.tsx';
import { WithdrawalLine } from '../parts/WithdrawalLine.tsx';
import { useWords } from '../words/words.ts';

// The drawing of charts is larger than all the rest: it comes when somebody looks.
const MonthChart = lazy(() => import('../chart/MonthChart.tsx'));

/** What was withdrawn, month by month. */
export function RecordsPage({ notice }: { notice: string | null }): ReactNode {
  const words = useWords();
  const months = useLoaded('months', () => api.listOwnMonths({}));
  const rows = months.value?.rows ?? null;
  return (
    <Screen title={words.records.title} notice={notice}>
      {months.problem && <Trouble problem={months.problem} retry={months.reload} />}
      {rows === null && !months.problem && <Waiting />}
      {rows !== null && rows.length === 0 && (
        <Section>
          <Empty title={words.records.empty} text={words.records.emptyText} />
        </Section>
      )}
      {rows !== null && rows.length > 0 && <ByMonth months={rows} />}
    </Screen>
  );
}

function ByMonth({ months }: { months: Months }): ReactNode {
  const words = useWords();
  const [chosen, setChosen] = useState(months[0]!.month);
  const month = months.find((one) => one.month === chosen) ?? months[0]!;
  return (
    <>
      {months.length > 1 && (
        <Section title={words.records.chart}>
          <div className="chart">
            <Suspense fallback={<Waiting />}>
              <MonthChart
                months={months}
                chosen={month.month}
                names={{ net: words.records.net, tax: words.records.tax }}
                onChoose={setChosen}
              />
            </Suspense>
          </div>
        </Section>
      )}
      <div className="months" role="group" aria-label={words.records.title}>
        {months.map((one) => (
          <button
            key={one.month}
            type="button"
            aria-pressed={one.month === month.month}
            onClick={() => setChosen(one.month)}
          >
            {one.month}
          </button>
        ))}
      </div>
      <Section title={`${month.month} · ${words.records.sum(month.withdrawals)}`}>
        <Rows
          of={[
            { name: words.withdraw.gross, value: <Amount of={month.gross} /> },
            { name: words.withdraw.vat, value: <Amount of={month.vat} /> },
            { name: words.withdraw.tax, value: <Amount of={month.tax} /> },
            { name: words.withdraw.net, value: <Amount of={month.net} />, isStrong: true },
          ]}
        />
      </Section>
      <MonthList key={month.month} month={month.month} />
    </>
  );
}

function MonthList({ month }: { month: string }): ReactNode {
  const words = useWords();
  const [limit, setLimit] = useState(20);
  const { value, problem, reload } = useLoaded(`${month} ${limit}`, () =>
    api.listOwnWithdrawals({ month, limit }),
  );
  if (problem) return <Trouble problem={problem} retry={reload} />;
  if (value === null) return <Waiting />;
  return (
    <Section>
      {value.rows.map((row) => (
        <WithdrawalLine key={row.id} of={row} />
      ))}
      {value.next !== null && limit < 500 && (
        <button type="button" className="link" onClick={() => setLimit(Math.min(500, limit * 3))}>
          {words.records.more}
        </button>
      )}
    </Section>
  );
}
