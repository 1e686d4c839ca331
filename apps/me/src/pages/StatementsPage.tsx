import type { ReactNode } from 'react';
import { api, type Months } from '../api.ts';
import { useLoaded } from '../load.ts';
import { grouped } from '../money.ts';
import { Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Empty, Trouble, Waiting } from '../parts/States.tsx';
import { useWords } from '../words/words.ts';

/** 扣缴明细单 by month, and what it is not. */
export function StatementsPage({ notice }: { notice: string | null }): ReactNode {
  const words = useWords();
  const { value, problem, reload } = useLoaded('months', () => api.listOwnMonths({}));
  const months = value?.rows.filter(({ hasStatement }) => hasStatement) ?? null;
  return (
    <Screen title={words.statements.title} notice={notice}>
      <p className="lead">{words.statements.text}</p>
      {problem && <Trouble problem={problem} retry={reload} />}
      {months === null && !problem && <Waiting />}
      {months !== null && (
        <Section>
          {months.length === 0 && (
            <Empty title={words.statements.empty} text={words.statements.emptyText} />
          )}
          {months.map((month) => (
            <Statement key={month.month} of={month} />
          ))}
        </Section>
      )}
      <p className="caution">{words.statements.warning}</p>
    </Screen>
  );
}

/** A plain link: web views hand it to the phone, which they do not do with what a script has made. */
function Statement({ of }: { of: Months[number] }): ReactNode {
  const words = useWords();
  return (
    <a
      className="line"
      href={`/v1/me/statements/${of.month}`}
      download
      aria-label={words.statements.downloadOf(of.month)}
    >
      <span>
        <strong>{of.month}</strong>
        <small>
          {words.withdraw.gross} {grouped(of.gross)} · {words.withdraw.tax} {grouped(of.tax)}
        </small>
      </span>
      <span className="line-end">
        <span className="link">{words.statements.download}</span>
      </span>
    </a>
  );
}
