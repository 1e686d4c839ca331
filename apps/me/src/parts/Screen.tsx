import type { ReactNode } from 'react';
import { switchLanguage } from '../language.ts';
import { back } from '../route.ts';
import { useWords } from '../words/words.ts';

/** The frame of a page: who it is of, or where it leads back to; the one action at the bottom. */
export function Screen(props: {
  title: string;
  /** A page below another; the first pages have the tabs instead. */
  backTo?: string;
  notice?: string | null;
  footer?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const words = useWords();
  return (
    <>
      <header className="head">
        {props.backTo !== undefined && (
          <button
            type="button"
            className="head-back"
            aria-label={words.back}
            onClick={() => back(props.backTo!)}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M15 5l-7 7 7 7" />
            </svg>
          </button>
        )}
        <h1>{props.title}</h1>
        <button
          type="button"
          className="head-language"
          aria-label={words.languageLabel}
          onClick={switchLanguage}
        >
          {words.language}
        </button>
      </header>
      {props.notice && <p className="notice">{props.notice}</p>}
      <main className="main">{props.children}</main>
      {props.footer}
    </>
  );
}
