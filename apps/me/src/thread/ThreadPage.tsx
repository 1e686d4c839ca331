import { type ReactNode, useState } from 'react';
import { api, type OwnThread, type Session } from '../api.ts';
import { instantText } from '../instant.ts';
import { useLoaded } from '../load.ts';
import { Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Trouble, Waiting } from '../parts/States.tsx';
import { Messages } from './Messages.tsx';
import { Paper } from './Paper.tsx';
import { useThreadWords } from './thread.words.ts';
import './thread.css';

/** One matter of the employee: what to do now, the papers, and what was said. */
export default function ThreadPage({ session }: { session: Session }): ReactNode {
  const { value, problem, reload } = useLoaded('thread', () => api.getOwnThread({}));
  const [told, setTold] = useState('');
  const changed = (what: string) => {
    setTold(what);
    reload();
  };
  return (
    <Screen title={value?.title ?? session.clientName}>
      <p className="unseen" role="status">
        {told}
      </p>
      {problem && <Trouble problem={problem} retry={reload} />}
      {value === null && !problem && <Waiting />}
      {value && (
        <>
          <Next of={value} clientName={session.clientName} />
          <Papers of={value} onChange={changed} />
          <Messages of={value} onChange={changed} />
        </>
      )}
    </Screen>
  );
}

const ownPapers = (thread: OwnThread) =>
  thread.requests
    .filter(({ askedFrom }) => askedFrom === 'employee')
    .flatMap(({ papers }) => papers);

const isOwed = ({ state }: { state: string }) => state === 'asked' || state === 'refused';

function Next({ of, clientName }: { of: OwnThread; clientName: string }): ReactNode {
  const words = useThreadWords();
  const required = ownPapers(of).filter(
    ({ isRequired, state }) => isRequired && state !== 'waived',
  );
  const left = required.filter(isOwed).length;
  const done = required.length - left;
  const when = of.dueAt === null ? null : instantText(of.dueAt);
  const isMine = of.waitedFor === 'employee' && when !== null;
  return (
    <section className="card balance" aria-label={words.next}>
      <p className="balance-name">
        <span>{words.next}</span>
        <span>{of.personName}</span>
      </p>
      <strong className="next-step">{words.steps[of.nextStep]!(left)}</strong>
      {isMine && (
        <p className={of.isOverdue ? 'balance-why' : ''}>
          {of.isOverdue ? words.late(when) : words.due(when)}
        </p>
      )}
      {required.length > 0 && (
        <>
          <progress
            max={required.length}
            value={done}
            aria-label={words.progress(done, required.length)}
          />
          <p>{words.progress(done, required.length)}</p>
        </>
      )}
      {of.nextStep === 'closed' && <p>{words.closed}</p>}
      <p>{words.fact(words.company, clientName)}</p>
    </section>
  );
}

function Papers({ of, onChange }: { of: OwnThread; onChange: (told: string) => void }): ReactNode {
  const words = useThreadWords();
  const first = ownPapers(of).find(({ isRequired, state }) => isRequired && isOwed({ state }));
  const requests = of.requests.filter(({ askedFrom }) => askedFrom === 'employee');
  // The newest first; web views of apps are older than `toReversed`.
  const newestFirst = requests.map((_, index) => requests[requests.length - 1 - index]!);
  return newestFirst.map((request) => (
    <Section
      key={request.id}
      title={words.papers}
      action={request.dueOn && <span className="quiet">{words.day(request.dueOn)}</span>}
    >
      {request.note !== null && <p className="paper-note">{request.note}</p>}
      <ul className="papers">
        {request.papers.map((paper) => (
          <Paper
            key={paper.id}
            paper={paper}
            isFirst={paper.id === first?.id}
            isClosed={of.nextStep === 'closed'}
            onChange={onChange}
          />
        ))}
      </ul>
    </Section>
  ));
}
