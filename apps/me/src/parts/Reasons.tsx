import type { ReactNode } from 'react';
import type { Reason } from '../api.ts';
import { grouped } from '../money.ts';
import { named, useLanguage, useWords } from '../words/words.ts';

/** “Why this number”: the sentence first; below it the rule, its figures and what went in. */
export function Reasons({ of }: { of: readonly Reason[] }): ReactNode {
  const words = useWords();
  const isChinese = useLanguage() === 'zh';
  return of.map((reason, index) => (
    <article key={`${reason.rule}-${index}`} className="reason">
      <p className="reason-text">{readable(isChinese ? reason.textZh : reason.textEn)}</p>
      <details>
        <summary>{words.why.more}</summary>
        <dl>
          {reason.article !== null && <Line name={words.why.article}>{reason.article}</Line>}
          {reason.figures.map((figure) => (
            <Line key={figure.key} name={words.why.figures}>
              <Figure figure={figure} />
            </Line>
          ))}
          <Values name={words.why.inputs} of={reason.inputs} />
          <Values name={words.why.output} of={reason.output} />
        </dl>
      </details>
    </article>
  ));
}

/** Amounts within a sentence, as people read them. */
function readable(text: string): string {
  return text.replace(/\d{4,}\.\d{2}(?!\d)/g, grouped);
}

function Line({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Figure({ figure }: { figure: Reason['figures'][number] }): ReactNode {
  const words = useWords();
  const isChinese = useLanguage() === 'zh';
  return (
    <>
      {isChinese ? figure.titleZh : figure.titleEn}
      {figure.isUnverified && <span className="tag tag-waiting">{words.why.unverified}</span>}
      <small>
        {figure.appliesFrom !== null && `${words.why.since} ${figure.appliesFrom}`}
        {figure.source !== null && ` · ${figure.source}`}
      </small>
    </>
  );
}

/** Amounts alone: settings and codes are in the sentence. */
function Values({ name, of }: { name: string; of: Readonly<Record<string, string>> }): ReactNode {
  const words = useWords();
  const shown = Object.entries(of).filter(
    ([key, value]) =>
      key in words.names && /^-?\d+(\.\d+)?$/.test(value) && !/^-?0(\.0+)?$/.test(value),
  );
  if (shown.length === 0) return null;
  return (
    <Line name={name}>
      <span className="reason-values">
        {shown.map(([key, value]) => (
          <span key={key}>
            {named(words.names, key)} <b className="amount">{valueText(key, value)}</b>
          </span>
        ))}
      </span>
    </Line>
  );
}

function valueText(name: string, value: string): string {
  if (/rate$/i.test(name)) return `${Number((Number(value) * 100).toPrecision(6))}%`;
  return /\.\d{2}$/.test(value) ? grouped(value) : value;
}
