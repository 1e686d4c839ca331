import { type ReactNode, useState } from 'react';
import { api, type OwnBase, type Problem, type Session } from '../api.ts';
import { instantText } from '../instant.ts';
import { currentLanguage } from '../language.ts';
import { problemOf, useLoaded } from '../load.ts';
import { Amount } from '../parts/Amount.tsx';
import { Rows, Section } from '../parts/Rows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Trouble, Waiting } from '../parts/States.tsx';
import { named, useWords } from '../words/words.ts';

/** One person's new contribution base: agree, or say what is wrong. */
export function BasePage({ session }: { session: Session }): ReactNode {
  const words = useWords();
  const { value, problem, reload } = useLoaded('base', () => api.readLinkedBase({}));
  const city = currentLanguage() === 'en' ? value?.cityNameEn : value?.cityName;
  return (
    <Screen title={session.clientName}>
      {problem && <Trouble problem={problem} retry={reload} />}
      {value === null && !problem && <Waiting />}
      {value && (
        <>
          <section className="card balance">
            <p className="balance-name">
              {words.base.title} {named(words.base.regimes, value.regime)}
              <span>{value.personName}</span>
            </p>
            <Amount of={value.base} large />
            <p>
              {city} · {words.base.since(value.period)}
            </p>
          </section>
          <Section>
            <Rows
              of={[
                { name: words.base.before, value: <Amount of={value.baseBefore} /> },
                { name: words.base.deadline, value: value.deadline },
              ]}
            />
            <p className="quiet">{words.base.bounds}</p>
          </Section>
          <Answering of={value} onDone={reload} />
        </>
      )}
    </Screen>
  );
}

function Answering({ of, onDone }: { of: OwnBase; onDone: () => void }): ReactNode {
  const words = useWords();
  const [isWriting, setWriting] = useState(false);
  const [text, setText] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const answer = async (objection: string | null) => {
    setSending(true);
    try {
      await api.answerLinkedBase({ objection });
      setWriting(false);
      onDone();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setSending(false);
  };
  if (problem) return <Trouble problem={problem} retry={() => setProblem(null)} />;
  if (of.state !== 'open') {
    return (
      <Section>
        <p>{named(words.base.over, of.state)}</p>
      </Section>
    );
  }
  return (
    <Section>
      {of.confirmedAt !== null && (
        <p>
          {words.base.confirmed} {instantText(of.confirmedAt)}
        </p>
      )}
      {of.objection !== null && (
        <p style={{ marginBottom: 12 }}>
          {words.base.objected} {of.objection}
        </p>
      )}
      {isWriting ? (
        <>
          <label className="field">
            <span>{words.base.what}</span>
            <textarea
              rows={3}
              maxLength={300}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <button
            type="button"
            className="button"
            disabled={isSending || text.trim() === ''}
            onClick={() => void answer(text.trim())}
          >
            {words.base.send}
          </button>
        </>
      ) : (
        <>
          {of.confirmedAt === null && (
            <button
              type="button"
              className="button"
              disabled={isSending}
              onClick={() => void answer(null)}
            >
              {words.base.agree}
            </button>
          )}
          <button type="button" className="button button-quiet" onClick={() => setWriting(true)}>
            {words.base.object}
          </button>
        </>
      )}
    </Section>
  );
}
