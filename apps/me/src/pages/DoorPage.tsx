import type { ReactNode } from 'react';
import { type Door, openDoor } from '../door.ts';
import { switchLanguage } from '../language.ts';
import { pathNow } from '../route.ts';
import { troubleWords, Waiting } from '../parts/States.tsx';
import { useWords } from '../words/words.ts';

/** Before the pages are open, and instead of them: why not, and what to do. */
export function DoorPage({ door }: { door: Exclude<Door, { state: 'open' }> }): ReactNode {
  const words = useWords();
  const closed = { '/thread': words.door.thread, '/base': words.door.base }[pathNow()];
  const { title, text, open } = closed ?? words.door.payslip;
  return (
    <main className="door">
      <button
        type="button"
        className="head-language"
        aria-label={words.languageLabel}
        onClick={switchLanguage}
      >
        {words.language}
      </button>
      {door.state === 'opening' && (
        <>
          <p>{words.door.opening}</p>
          <Waiting />
        </>
      )}
      {door.state === 'closed' && (
        <>
          <h1>{title}</h1>
          <p>{text}</p>
          <button type="button" className="button" onClick={() => void openDoor()}>
            {open}
          </button>
        </>
      )}
      {door.state === 'refused' && <Refused door={door} />}
    </main>
  );
}

function Refused({ door }: { door: Extract<Door, { state: 'refused' }> }): ReactNode {
  const words = useWords();
  const { problem } = door;
  const { title, fix } = troubleWords(problem, words.door.away);
  const mayHelp = problem.code === 'network.away' || problem.status >= 429;
  return (
    <div role="alert">
      <svg className="door-sign" viewBox="0 0 48 48" aria-hidden="true">
        <path d="M14 22v-6a10 10 0 0120 0v6M10 22h28v20H10zM24 30v5" />
      </svg>
      <h1>{title}</h1>
      <p>{fix}</p>
      {mayHelp ? (
        <button type="button" className="button" onClick={() => void openDoor()}>
          {words.retry}
        </button>
      ) : (
        <p className="quiet">{words.door.help}</p>
      )}
    </div>
  );
}
