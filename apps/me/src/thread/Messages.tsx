import { type ReactNode, useEffect, useRef, useState } from 'react';
import { api, newFormKey, type OwnMessage, type OwnThread, type Problem } from '../api.ts';
import { instantText } from '../instant.ts';
import { problemOf } from '../load.ts';
import { Section } from '../parts/Rows.tsx';
import { Trouble } from '../parts/States.tsx';
import { useThreadWords } from './thread.words.ts';

/** What the three sides said and did, and a place to say something. */
export function Messages(props: { of: OwnThread; onChange: (told: string) => void }): ReactNode {
  const words = useThreadWords();
  const { messages, nextStep } = props.of;
  return (
    <Section title={words.messages}>
      <p className="quiet">{words.who}</p>
      {messages.length === 0 && <p className="quiet">{words.noMessages}</p>}
      <ol className="messages" aria-label={words.messages}>
        {messages.filter(isTold).map((message) => (
          <Message key={message.id} of={message} />
        ))}
      </ol>
      {nextStep !== 'closed' && <Composer onSaid={() => props.onChange(words.said)} />}
    </Section>
  );
}

/** That a link was made is no news to whoever came by it. */
const isTold = ({ kind }: OwnMessage) => kind !== 'linkMade' && kind !== 'linkRevoked';

function Message({ of }: { of: OwnMessage }): ReactNode {
  const words = useThreadWords();
  const time = instantText(of.postedAt).slice(5);
  const who = of.isOwnSide ? words.sides['employee']! : `${words.sides[of.side]} ${of.authorName}`;
  if (of.kind !== 'text' && of.kind !== 'file') {
    const isAsked = of.kind === 'papersAsked';
    const text = words.events[of.kind]!(
      isAsked ? (of.text ?? '') : (of.paperName ?? ''),
      of.text ?? '',
    );
    return (
      <li className="message-event">
        {time} {words.fact(who, text)}
      </li>
    );
  }
  return (
    <li className={of.isOwnSide ? 'message message-own' : 'message'}>
      <small>
        {who} · {time}
      </small>
      {of.kind === 'text' && <p>{of.text}</p>}
      {of.kind === 'file' && of.file && (
        <p>
          <a href={`/v1/me/files/${of.file.id}`} download aria-label={words.viewOf(of.file.name)}>
            {of.file.name}
          </a>
        </p>
      )}
    </li>
  );
}

function Composer({ onSaid }: { onSaid: () => void }): ReactNode {
  const words = useThreadWords();
  const [text, setText] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  // One key a message: a second try after a broken network is the same message.
  const key = useRef(newFormKey());
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = area;
    if (current === null) return;
    current.rows = Math.min(6, Math.max(2, text.split('\n').length));
  }, [text]);
  const send = async () => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    try {
      await api.postOwnMessage({ text }, { idempotencyKey: key.current });
      key.current = newFormKey();
      setText('');
      setProblem(null);
      onSaid();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setSending(false);
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={area}
        rows={2}
        maxLength={2000}
        value={text}
        aria-label={words.write}
        placeholder={words.placeholder}
        onChange={(event) => setText(event.target.value)}
      />
      {problem && <Trouble problem={problem} retry={() => void send()} />}
      <button
        type="submit"
        className="button button-quiet"
        disabled={isSending || text.trim() === ''}
      >
        {isSending ? words.sendingMessage : words.send}
      </button>
    </form>
  );
}
