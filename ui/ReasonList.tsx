import { Descriptions, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { FigureValue } from './FigureValue.tsx';
import { colours } from './theme.ts';

export type Reason = {
  rule: string;
  article: string | null;
  textZh: string;
  textEn: string;
  figures: readonly {
    key: string;
    titleZh: string;
    titleEn: string;
    value: string;
    appliesFrom: string | null;
    source: string | null;
    mark: string;
    isUnverified: boolean;
    isCarriedForward: boolean;
  }[];
  inputs: Readonly<Record<string, string>>;
  rounding: string | null;
  output: Readonly<Record<string, string>>;
};

export type ReasonWords = {
  article: string;
  figures: string;
  inputs: string;
  rounding: string;
  output: string;
  from: string;
  unverified: string;
  carriedForward: string;
  language: 'zh' | 'en';
  mark: (mark: string) => string;
  /** The name of an input, or of a part of a figure. */
  name: (name: string) => string;
  /** A value under its name: amounts grouped, rates as per cent, codes as words. */
  value: (name: string, value: string) => string;
};

/** “Why this number”: the sentence first, then rule, figures with source and mark, inputs. */
export function ReasonList(props: { reasons: readonly Reason[]; words: ReasonWords }): ReactNode {
  return props.reasons.map((reason, index) => (
    <article key={`${reason.rule}-${index}`} style={{ marginBottom: 18 }}>
      <Typography.Paragraph style={{ fontSize: 15, marginBottom: 8 }}>
        {props.words.language === 'zh' ? reason.textZh : reason.textEn}
      </Typography.Paragraph>
      <Descriptions
        size="small"
        column={1}
        bordered
        styles={{ label: { width: 88, verticalAlign: 'top' } }}
        items={itemsOf(reason, props.words)}
      />
    </article>
  ));
}

function itemsOf(reason: Reason, words: ReasonWords) {
  const inputs = Object.entries(reason.inputs);
  const output = Object.entries(reason.output);
  return [
    ...(reason.article ? [{ key: 'article', label: words.article, children: reason.article }] : []),
    ...reason.figures.map((figure) => ({
      key: figure.key,
      label: words.figures,
      children: <FigureLine figure={figure} words={words} />,
    })),
    ...(inputs.length > 0
      ? [{ key: 'inputs', label: words.inputs, children: <Inputs of={inputs} words={words} /> }]
      : []),
    ...(output.length > 0
      ? [{ key: 'output', label: words.output, children: <Inputs of={output} words={words} /> }]
      : []),
    ...(reason.rounding
      ? [
          {
            key: 'rounding',
            label: words.rounding,
            children: words.value('rounding', reason.rounding),
          },
        ]
      : []),
  ];
}

function Inputs({ of, words }: { of: [string, string][]; words: ReasonWords }): ReactNode {
  return (
    <dl className="heyi-inputs">
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{words.name(name)}</dt>
          <dd>{words.value(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function FigureLine({ figure, words }: { figure: Reason['figures'][number]; words: ReasonWords }) {
  return (
    <div>
      <strong>{words.language === 'zh' ? figure.titleZh : figure.titleEn}</strong>{' '}
      <Tag>{words.mark(figure.mark)}</Tag>
      {figure.isUnverified && <Tag color="orange">{words.unverified}</Tag>}
      {figure.isCarriedForward && <Tag color="gold">{words.carriedForward}</Tag>}
      <FigureValue text={figure.value} words={words} />
      <div style={{ color: colours.quiet, fontSize: 12 }}>
        {figure.appliesFrom && `${words.from} ${figure.appliesFrom} · `}
        {figure.source}
      </div>
    </div>
  );
}
