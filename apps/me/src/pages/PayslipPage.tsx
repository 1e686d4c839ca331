import { type ReactNode, useState } from 'react';
import { api, type Payslip, type Problem, type Session } from '../api.ts';
import { instantText } from '../instant.ts';
import { problemOf, useLoaded } from '../load.ts';
import { grouped } from '../money.ts';
import { Amount } from '../parts/Amount.tsx';
import { Reasons } from '../parts/Reasons.tsx';
import { Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { Trouble, Waiting } from '../parts/States.tsx';
import { named, useLanguage, useWords } from '../words/words.ts';

type Line = Payslip['lines'][number];

/** One payslip: net, its lines, why each of them, and the word that it is right. */
export function PayslipPage({ session }: { session: Session }): ReactNode {
  const words = useWords();
  const { value, problem, reload } = useLoaded('payslip', () => api.readLinkedPayslip({}));
  const [asked, setAsked] = useState<Line | null>(null);
  return (
    <Screen title={session.clientName}>
      {problem && <Trouble problem={problem} retry={reload} />}
      {value === null && !problem && <Waiting />}
      {value && (
        <>
          <section className="card balance">
            <p className="balance-name">
              {words.payslip.title} {value.wageMonth}
              <span>{value.personName}</span>
            </p>
            <Amount of={value.net} large />
            <p>
              {value.entityName} · {words.payslip.payDate} {value.payDate}
              {value.payeeAccountMasked !== null &&
                ` · ${words.payslip.account} ${value.payeeAccountMasked}`}
            </p>
            {value.hold !== null && <p className="balance-why">{words.payslip.hold}</p>}
          </section>
          <p className="lead">{words.payslip.tap}</p>
          <Lines of={value.lines} onAsk={setAsked} />
          <Confirmation of={value} onDone={reload} />
        </>
      )}
      {asked && <Why line={asked} onClose={() => setAsked(null)} />}
    </Screen>
  );
}

function Lines({ of, onAsk }: { of: readonly Line[]; onAsk: (line: Line) => void }): ReactNode {
  const words = useWords();
  const isChinese = useLanguage() === 'zh';
  // Web views of apps are older than `Map.groupBy`.
  const groups = new Map<string, Line[]>();
  for (const line of of) {
    if (line.group !== 'net') groups.set(line.group, [...(groups.get(line.group) ?? []), line]);
  }
  return [...groups].map(([group, lines]) => (
    <Section key={group} title={named(words.groups, group)}>
      {lines.map((line) => (
        <button key={line.line} type="button" className="line" onClick={() => onAsk(line)}>
          <span>
            {isChinese ? line.nameZh : line.nameEn}
            {line.isEstimate && <span className="tag tag-waiting">{words.payslip.estimate}</span>}
          </span>
          <span className="amount">{grouped(line.amount)}</span>
        </button>
      ))}
    </Section>
  ));
}

function Why({ line, onClose }: { line: Line; onClose: () => void }): ReactNode {
  const isChinese = useLanguage() === 'zh';
  const { value, problem, reload } = useLoaded(`line ${line.line}`, () =>
    api.explainLinkedPayslipLine({ line: line.line }),
  );
  return (
    <Sheet title={isChinese ? line.nameZh : line.nameEn} onClose={onClose}>
      <Amount of={line.amount} large />
      {problem && <Trouble problem={problem} retry={reload} />}
      {value === null && !problem && <Waiting />}
      {value && <Reasons of={value.reasons} />}
    </Sheet>
  );
}

function Confirmation({ of, onDone }: { of: Payslip; onDone: () => void }): ReactNode {
  const words = useWords();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const confirm = async () => {
    setSending(true);
    try {
      await api.confirmLinkedPayslip({});
      onDone();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setSending(false);
  };
  if (problem) return <Trouble problem={problem} retry={() => setProblem(null)} />;
  return (
    <Section>
      {of.confirmedAt === null ? (
        <>
          <p className="quiet">{words.payslip.wrong}</p>
          <button
            type="button"
            className="button"
            disabled={isSending}
            onClick={() => void confirm()}
          >
            {words.payslip.confirm}
          </button>
        </>
      ) : (
        <p>
          {words.payslip.confirmed} {instantText(of.confirmedAt)}
        </p>
      )}
      <a className="button button-quiet" href="/v1/me/payslip/pdf" download>
        {words.payslip.download}
      </a>
    </Section>
  );
}
