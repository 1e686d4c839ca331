import { type ReactNode, useRef, useState } from 'react';
import { api, type Problem, type Trial } from '../api.ts';
import { problemOf } from '../load.ts';
import { Sheet } from '../parts/Sheet.tsx';
import { troubleWords } from '../parts/States.tsx';
import { Rows } from '../parts/Rows.tsx';
import { fixOfAmount, useWords } from '../words/words.ts';
import { TaxRows } from '../parts/TaxRows.tsx';

type Request = Parameters<typeof api.withdrawOwn>[0];

/**
 * Sends the form, as often as it takes to get an answer: the key says that it is one withdrawal. Until
 * then nothing of it can be changed, because it may have been made.
 */
export function ConfirmSheet(props: {
  request: Request;
  formKey: string;
  trial: Trial;
  account: string;
  onClose: () => void;
  /** It was not made, and its key stays refused: what is sent next is another form. */
  onRefused: () => void;
  onDone: (withdrawalId: string) => void;
}): ReactNode {
  const words = useWords();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const sending = useRef(false);
  /** An answer was missed: it may have been made. */
  const isInDoubt = useRef(false);
  const isUnknown = problem !== null && isUnanswered(problem);

  const send = async () => {
    // A second tap comes before the button is drawn as busy.
    if (sending.current) return;
    sending.current = true;
    setSending(true);
    try {
      const { id } = await api.withdrawOwn(props.request, { idempotencyKey: props.formKey });
      props.onDone(id);
    } catch (error) {
      const told = problemOf(error);
      setProblem(told);
      isInDoubt.current ||= isUnanswered(told);
      if (!isInDoubt.current || isJudged(told)) {
        isInDoubt.current = false;
        props.onRefused();
      }
      setSending(false);
      sending.current = false;
    }
  };

  const told = problem && !isUnknown ? troubleWords(problem, words.door.away) : null;
  return (
    <Sheet
      title={words.withdraw.sheetTitle}
      isBusy={isSending || isUnknown}
      onClose={props.onClose}
    >
      <TaxRows of={props.trial} />
      <Rows of={[{ name: words.withdraw.to, value: props.account }]} />
      {isUnknown && (
        <div className="trouble" role="alert">
          <strong>{words.withdraw.unknownTitle}</strong>
          <p>{words.withdraw.unknownText}</p>
        </div>
      )}
      {told && (
        <div className="trouble" role="alert">
          <strong>{told.title}</strong>
          <p>{fixOfAmount(problem!.code, words) ?? told.fix}</p>
        </div>
      )}
      {problem === null && <p className="quiet">{words.withdraw.sheetText}</p>}
      <button type="button" className="button" aria-busy={isSending} onClick={() => void send()}>
        {isSending
          ? words.withdraw.sending
          : isUnknown
            ? words.withdraw.again
            : words.withdraw.confirm}
      </button>
    </Sheet>
  );
}

const isUnanswered = ({ status }: Problem): boolean => status === 0 || status >= 500;

/** The withdrawal itself was refused, and not only this sending of it. */
const isJudged = ({ code }: Problem): boolean =>
  code.startsWith('worker.') ||
  (code.startsWith('withdrawal.') && code !== 'withdrawal.key_reused');
