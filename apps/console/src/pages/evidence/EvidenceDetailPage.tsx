import { FactList, PageFrame, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, Button, Col, Row } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { DownloadButton } from '../../DownloadButton.tsx';
import { type Evidence, sizeText } from '../../evidence/evidence.ts';
import { type Marking, PaperViewer } from '../../evidence/PaperViewer.tsx';
import { StampTag } from '../../evidence/StampTag.tsx';
import { formatInstant } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { Refusal } from '../../Refusal.tsx';
import { useMay } from '../../session.ts';
import { Bindings } from './Bindings.tsx';

/** One paper: what it is, whether it still is what it was, what it proves, and where in it. */
export default function EvidenceDetailPage(): ReactNode {
  const tenantId = useTenantId();
  const { evidenceId = '' }: { evidenceId?: string } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['evidenceOne', tenantId, evidenceId],
    queryFn: () => api.getEvidence({ tenantId, evidenceId }),
  });
  if (query.data) return <OpenEvidence tenantId={tenantId} evidence={query.data} />;
  return (
    <div className="heyi-page">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  );
}

type Shown = { tenantId: string; evidence: Evidence };

function OpenEvidence({ tenantId, evidence }: Shown): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [marking, setMarking] = useState<Marking>(null);
  const key = { tenantId, evidenceId: evidence.id };
  const canMark = may('evidence:write') && evidence.holderId !== tenantId;
  return (
    <PageFrame
      title={t(`names.evidenceKind.${evidence.kind}`)}
      status={<StampTag evidence={evidence} />}
      facts={`${evidence.fileName} · ${evidence.sourceName}`}
      actions={
        <>
          {evidence.isOriginalShown && canMark && (
            <DownloadButton
              label={t('evidence.downloadCopy')}
              load={() => api.downloadEvidence({ ...key, asCopy: 'true' })}
            />
          )}
          <DownloadButton
            label={t(evidence.isOriginalShown ? 'evidence.download' : 'evidence.downloadCopy')}
            load={() => api.downloadEvidence(key)}
          />
        </>
      }
    >
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={15}>
          <Section
            title={t('evidence.content')}
            actions={
              canMark &&
              marking === null && (
                <Button onClick={() => setMarking('head')}>{t('evidence.markHead')}</Button>
              )
            }
          >
            <PaperViewer
              tenantId={tenantId}
              evidence={evidence}
              marking={marking}
              onMarked={(marked) => setMarking((now) => (now === marked ? null : now))}
            />
          </Section>
        </Col>
        <Col xs={24} xl={9}>
          <Facts tenantId={tenantId} evidence={evidence} />
          <Bindings
            tenantId={tenantId}
            evidence={evidence}
            {...(canMark && { onMark: (binding) => setMarking({ binding }) })}
          />
        </Col>
      </Row>
    </PageFrame>
  );
}

function Facts({ tenantId, evidence }: Shown): ReactNode {
  const { t } = useTranslation();
  const { pageAddress } = evidence;
  return (
    <Section title={t('evidence.one')} actions={<Verify tenantId={tenantId} evidence={evidence} />}>
      <FactList
        columns={1}
        facts={[
          [t('evidence.source'), evidence.sourceName],
          [t('evidence.captured'), `${evidence.capturedBy} ${formatInstant(evidence.capturedAt)}`],
          [t('evidence.period'), evidence.period],
          [t('evidence.verificationCode'), evidence.verificationCode],
          [
            t('evidence.pageAddress'),
            pageAddress && (
              <a href={pageAddress} target="_blank" rel="noreferrer" className="heyi-hash">
                {pageAddress}
              </a>
            ),
          ],
          [t('evidence.size'), sizeText(evidence.size)],
          [t('evidence.sha256'), <Hash key="sha256" text={evidence.sha256} />],
          [t('evidence.stamp'), evidence.stampedAt && formatInstant(evidence.stampedAt)],
        ]}
      />
      <Verified tenantId={tenantId} evidence={evidence} />
    </Section>
  );
}

function Hash({ text }: { text: string }): ReactNode {
  return <span className="heyi-hash">{text}</span>;
}

const verifiedKey = ({ tenantId, evidence }: Shown) => ['verification', tenantId, evidence.id];

/** The result stays on the page below the facts. */
function Verify(shown: Shown): ReactNode {
  const { t } = useTranslation();
  const query = useVerification(shown);
  return (
    <Button loading={query.isFetching} onClick={() => void query.refetch()}>
      {t('evidence.verify')}
    </Button>
  );
}

function useVerification(shown: Shown) {
  const { tenantId, evidence } = shown;
  return useQuery({
    queryKey: verifiedKey(shown),
    enabled: false,
    queryFn: () => api.verifyEvidence({ tenantId, evidenceId: evidence.id }),
  });
}

function Verified(shown: Shown): ReactNode {
  const { t } = useTranslation();
  const { data, error } = useVerification(shown);
  if (error) return <Refusal of={error} />;
  if (!data) return null;
  const isGood = data.finding === 'stamp.valid';
  const isWaiting = data.finding === 'stamp.waiting';
  return (
    <Alert
      role="status"
      type={isGood ? 'success' : isWaiting ? 'warning' : 'error'}
      style={{ marginTop: 12 }}
      title={data.words}
      description={
        <span className="heyi-quiet">
          {t('evidence.verifiedAt')} {formatInstant(data.verifiedAt)}
          {data.authority && ` · ${t('evidence.authority')} ${data.authority}`}
          {data.serial && ` · ${t('evidence.serial')} ${data.serial}`}
        </span>
      }
    />
  );
}
