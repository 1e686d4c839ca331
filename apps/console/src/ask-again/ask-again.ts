/** What the user is asked for so that a refused call can go through. */
export type Question = 'signIn' | 'secondFactor';

type Listener = (question: Question | null) => void;

let listener: Listener = () => undefined;
let waiting: {
  question: Question;
  answered: Promise<boolean>;
  settle: (done: boolean) => void;
} | null = null;

export function onQuestion(next: Listener): () => void {
  listener = next;
  return () => {
    listener = () => undefined;
  };
}

/** True when the user gave what was missing; calls refused meanwhile share one question. */
export async function askAgain(code: string, operation: string): Promise<boolean> {
  const question = questionOf(code, operation);
  if (question === null) return false;
  if (waiting === null) {
    let settle: (done: boolean) => void = () => undefined;
    const answered = new Promise<boolean>((resolve) => {
      settle = resolve;
    });
    waiting = { question, answered, settle };
    listener(question);
  }
  return waiting.answered;
}

export function answerQuestion(done: boolean): void {
  waiting?.settle(done);
  waiting = null;
  listener(null);
}

/** The first look for a session is the sign-in page's concern. */
function questionOf(code: string, operation: string): Question | null {
  if (code === 'second_factor.required') return 'secondFactor';
  if (code !== 'session.required') return null;
  return operation === 'getSession' || operation === 'signOut' ? null : 'signIn';
}
