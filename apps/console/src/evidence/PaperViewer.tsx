import { Alert, Button, Checkbox, Flex, Pagination, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useChange } from '../change.ts';
import { Refusal } from '../Refusal.tsx';
import { type Binding, type Box, type Evidence, isSheet, type Mark, whole } from './evidence.ts';
import { PaperPage } from './PaperPage.tsx';
import { PaperRows } from './PaperRows.tsx';

/** What is being marked: the rows of a binding, or the head of the paper. */
export type Marking = { binding: Binding } | 'head' | null;

/** The paper, page by page or sheet by sheet; marks are drawn in it while something is marked. */
export function PaperViewer(props: {
  tenantId: string;
  evidence: Evidence;
  marking: Marking;
  /** That is done with; something else may be marked by then. */
  onMarked: (marked: Marking) => void;
}): ReactNode {
  const { marking, evidence } = props;
  // Anew for each thing that is marked: drafts of one never become another's.
  const key = marking === null ? 'view' : marking === 'head' ? 'head' : marking.binding.id;
  const onMarked = () => props.onMarked(marking);
  return <OpenPaper key={`${evidence.id} ${key}`} {...props} onMarked={onMarked} />;
}

function OpenPaper(props: {
  tenantId: string;
  evidence: Evidence;
  marking: Marking;
  onMarked: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, evidence, marking } = props;
  const [page, setPage] = useState(1);
  const [shows, setShows] = useState<'original' | 'asCopy'>('original');
  const [draft, setDraft] = useState<Mark[]>(marksOf(evidence, marking));
  const [isFullWidth, setIsFullWidth] = useState(true);
  const isMarking = marking !== null;
  const asCopy = !isMarking && shows === 'asCopy';
  const paper = { tenantId, evidenceId: evidence.id, asCopy };
  const boxes = draft.filter((mark): mark is Box => mark.kind === 'box');
  const isWhole = draft.some(({ kind }) => kind === 'whole');
  // Whoever sees a copy sees what is kept of it: frames around it would say nothing.
  const isCopy = asCopy || !evidence.isOriginalShown;
  const isForeign = evidence.holderId !== tenantId;
  const head = marking === 'head' || isCopy ? [] : evidence.head;
  const canDraw = isMarking && !isWhole;
  return (
    <div>
      {isMarking && (
        <MarkingBar
          {...props}
          draft={draft}
          onDraft={setDraft}
          {...(!isSheet(evidence) && {
            shape: { isFullWidth, setIsFullWidth, add: () => setDraft([...draft, boxOn(page)]) },
          })}
        />
      )}
      {!isMarking && isForeign && (
        <Flex gap={12} align="center" wrap className="heyi-paper-bar">
          {evidence.isOriginalShown ? (
            <Segmented
              value={shows}
              onChange={setShows}
              options={[
                { value: 'original' as const, label: t('evidence.original') },
                { value: 'asCopy' as const, label: t('evidence.asCopy') },
              ]}
            />
          ) : (
            <span className="heyi-quiet">{t('evidence.copyNote')}</span>
          )}
        </Flex>
      )}
      {isSheet(evidence) ? (
        <PaperRows
          paper={paper}
          sheet={page}
          marks={canDraw || !isMarking ? draft : []}
          onChange={canDraw ? setDraft : null}
        />
      ) : (
        <PaperPage
          paper={paper}
          page={page}
          boxes={isCopy || isWhole ? [] : boxes}
          head={head}
          isFullWidth={isFullWidth}
          onChange={canDraw ? setDraft : null}
        />
      )}
      {evidence.pageCount > 1 && (
        <Flex justify="center" style={{ marginTop: 10 }}>
          <Pagination
            simple
            pageSize={1}
            current={page}
            total={evidence.pageCount}
            onChange={setPage}
          />
        </Flex>
      )}
    </div>
  );
}

function marksOf(evidence: Evidence, marking: Marking): Mark[] {
  if (marking === 'head') return evidence.head;
  if (marking !== null) return marking.binding.marks;
  const standing = evidence.bindings.filter(({ revokedAt }) => revokedAt === null);
  return standing.flatMap(({ marks }) => marks).filter(({ kind }) => kind !== 'whole');
}

function boxOn(page: number): Box {
  return { kind: 'box', page, left: 0, right: whole, top: 300_000, bottom: 330_000 };
}

type Shape = { isFullWidth: boolean; setIsFullWidth: (value: boolean) => void; add: () => void };

/** What to do, and the steps: find, save, leave. */
function MarkingBar(props: {
  tenantId: string;
  evidence: Evidence;
  marking: Marking;
  draft: Mark[];
  onDraft: (marks: Mark[]) => void;
  shape?: Shape;
  onMarked: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, evidence, marking, draft, shape } = props;
  const bindingId = marking !== null && marking !== 'head' ? marking.binding.id : null;
  const save = useChange(
    () =>
      bindingId === null
        ? api.markEvidenceHead({ tenantId, evidenceId: evidence.id, marks: draft })
        : api.markEvidence({ tenantId, bindingId, marks: draft }),
    props.onMarked,
  );
  const isWhole = draft.some(({ kind }) => kind === 'whole');
  const name = marking !== null && marking !== 'head' ? nameOf(marking.binding) : '';
  const help = bindingId === null ? 'headHelp' : isSheet(evidence) ? 'markRowsHelp' : 'markHelp';
  return (
    <>
      <Alert
        type="info"
        style={{ marginBottom: 10 }}
        title={bindingId === null ? t('evidence.markHead') : t('evidence.markOf', { name })}
        description={t(`evidence.${help}`)}
      />
      <Refusal of={save.error} />
      <div className="heyi-paper-bar">
        <Find {...props} bindingId={bindingId} />
        {shape && !isWhole && (
          <>
            <Button onClick={shape.add}>{t('evidence.addBox')}</Button>
            <Checkbox
              checked={shape.isFullWidth}
              onChange={(event) => shape.setIsFullWidth(event.target.checked)}
            >
              {t('evidence.fullWidth')}
            </Checkbox>
          </>
        )}
        {bindingId !== null && (
          <Checkbox
            checked={isWhole}
            onChange={(event) => props.onDraft(event.target.checked ? [{ kind: 'whole' }] : [])}
          >
            {t('evidence.isWhole')}
          </Checkbox>
        )}
        <span style={{ flex: 1 }} />
        <Button onClick={props.onMarked}>{t('common.cancel')}</Button>
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
          {t('common.save')}
        </Button>
      </div>
    </>
  );
}

function nameOf({ personName, title }: Binding): string {
  return personName ?? title;
}

/** Proposes; whoever marks looks at it and saves. The head is found by way of any binding. */
function Find(props: {
  tenantId: string;
  evidence: Evidence;
  bindingId: string | null;
  onDraft: (marks: Mark[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, evidence, bindingId } = props;
  const [said, setSaid] = useState<string | null>(null);
  const standing = evidence.bindings.find(({ revokedAt }) => revokedAt === null);
  const by = bindingId ?? standing?.id ?? null;
  const find = useChange(
    () => api.proposeEvidenceMarks({ tenantId, bindingId: by! }),
    ({ marks, head, unfound }) => {
      const found = bindingId === null ? head : marks;
      if (found.length > 0) props.onDraft(found);
      const isPartly = bindingId !== null && unfound > 0;
      const words = isPartly ? 'foundPartly' : 'found';
      setSaid(
        found.length === 0
          ? t('evidence.notFound')
          : t(`evidence.${words}`, { count: found.length, unfound }),
      );
    },
  );
  if (by === null || evidence.type.startsWith('image/')) return null;
  return (
    <>
      <Button loading={find.isPending} onClick={() => find.mutate()}>
        {t('evidence.find')}
      </Button>
      {said && <span role="status">{said}</span>}
      <Refusal of={find.error} />
    </>
  );
}
