import { policySource } from '@heyi/policy';
import { explain, type Reason, type ReasonFigure } from './reason.ts';

/** A reason as the API answers it, in both languages, its sources by name. */
export type ReasonView = {
  rule: string;
  article: string | null;
  textZh: string;
  textEn: string;
  figures: {
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
  inputs: Record<string, string>;
  rounding: string | null;
  output: Record<string, string>;
};

export function reasonView(reason: Reason): ReasonView {
  return {
    rule: reason.rule,
    article: reason.article,
    textZh: explain(reason, 'zh-CN'),
    textEn: explain(reason, 'en'),
    figures: reason.figures.map(figureView),
    inputs: { ...reason.inputs },
    rounding: reason.rounding,
    output: { ...reason.output },
  };
}

function figureView(figure: ReasonFigure): ReasonView['figures'][number] {
  return {
    key: figure.key,
    titleZh: figure.title.zh,
    titleEn: figure.title.en,
    value: typeof figure.value === 'string' ? figure.value : JSON.stringify(figure.value),
    appliesFrom: figure.appliesFrom,
    source: figure.sources.map(sourceText).join('；') || null,
    mark: figure.mark,
    isUnverified: figure.unverified,
    isCarriedForward: figure.carriedForward,
  };
}

function sourceText(id: string): string {
  const source = policySource(id);
  if (source === null) return id;
  return source.number === null ? source.title : `${source.title}（${source.number}）`;
}
