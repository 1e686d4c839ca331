import type { AnswerOf } from '@heyi/client';
import { App, Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { saveDownload } from '../../download.ts';
import { comma } from '../../i18n/index.ts';
import { useMay } from '../../session.ts';
import { ImportWizard } from '../imports/ImportWizard.tsx';

type Key = { tenantId: string; entityId: string };
type Sheet = AnswerOf<'generateTaxpayerSheet'>;

/** 采集 → 采集表 → the tax client → its feedback. */
export function TaxpayerActions(props: Key): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useMay();
  const [importing, setImporting] = useState(false);
  const told = useToldSheet();
  if (!may('tax:file')) return null;
  return (
    <>
      <ActionButton
        label={t('tax.collect')}
        act={() => api.collectTaxpayers(props)}
        onDone={(collected) => void message.success(t('tax.collected', { ...collected }))}
      />
      {may('import:run') && (
        <Button onClick={() => setImporting(true)}>{t('tax.importFeedback')}</Button>
      )}
      <ActionButton
        label={t('tax.sheetAgain')}
        act={() => sheetOf(props, 'waiting')}
        onDone={told}
      />
      <ActionButton
        type="primary"
        label={t('tax.sheet')}
        act={() => sheetOf(props, 'changes')}
        onDone={told}
      />
      <Drawer
        open={importing}
        size={880}
        title={t('tax.importFeedback')}
        onClose={() => setImporting(false)}
        destroyOnHidden
      >
        <ImportWizard
          tenantId={props.tenantId}
          kinds={['taxpayerFeedback']}
          subjectId={props.entityId}
        />
      </Drawer>
    </>
  );
}

async function sheetOf(key: Key, people: 'changes' | 'waiting'): Promise<Sheet> {
  const sheet = await api.generateTaxpayerSheet({ ...key, people });
  saveDownload(await api.downloadFile({ tenantId: key.tenantId, fileId: sheet.fileId }));
  return sheet;
}

/** Who is in the file, and who had to be left out for what is missing. */
function useToldSheet(): (sheet: Sheet) => void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  return (sheet) =>
    void modal[sheet.leftOut.length > 0 ? 'warning' : 'success']({
      title: t('tax.sheetMade', { count: sheet.people }),
      content: (
        <>
          <p className="heyi-quiet">
            {sheet.name} · {sheet.layoutVersion}
          </p>
          {sheet.leftOut.map(({ taxpayerId, personName, missing }) => (
            <div key={taxpayerId}>
              {personName}：{t('tax.missing')}{' '}
              {missing.map((fact) => t(`tax.missingFacts.${fact}`)).join(comma())}
            </div>
          ))}
        </>
      ),
    });
}
