import type { ReactNode } from 'react';
import type { Problem, WithdrawalState } from '../api.ts';
import { named, useWords } from '../words/words.ts';

const tones: Readonly<Record<WithdrawalState, string>> = {
  accepted: 'going',
  suspended: 'waiting',
  sent: 'going',
  unknown: 'waiting',
  paid: 'good',
  returned: 'bad',
  failed: 'bad',
  cancelled: 'quiet',
};

export function StateTag({ state }: { state: WithdrawalState }): ReactNode {
  return <span className={`tag tag-${tones[state]}`}>{named(useWords().states, state)}</span>;
}

export function Waiting(): ReactNode {
  const words = useWords();
  return (
    <div className="waiting" role="status" aria-label={words.loading}>
      <i />
      <i />
      <i />
    </div>
  );
}

export function Empty({ title, text }: { title: string; text: string }): ReactNode {
  return (
    <div className="empty">
      <strong>{title}</strong>
      <p>{text}</p>
    </div>
  );
}

/** What went wrong and what to do, with a way to ask again. */
export function Trouble({ problem, retry }: { problem: Problem; retry: () => void }): ReactNode {
  const words = useWords();
  const { title, fix } = troubleWords(problem, words.door.away);
  return (
    <div className="trouble" role="alert">
      <strong>{title}</strong>
      <p>{fix}</p>
      <button type="button" className="button button-quiet" onClick={retry}>
        {words.retry}
      </button>
    </div>
  );
}

export function troubleWords(
  problem: Problem,
  away: { title: string; fix: string },
): { title: string; fix: string } {
  const isAway = problem.code === 'network.away';
  return isAway ? away : { title: problem.title, fix: problem.detail ?? '' };
}
