import { UploadOutlined } from '@ant-design/icons';
import { Button, Form, Upload } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** One document to hand in. The form keeps its name only; the file itself goes to `onFile`. */
export function FileField(props: {
  label: string;
  help: string;
  /** Extensions; documents and pictures, unless told otherwise. */
  accept?: string;
  onFile: (file: File | null) => void;
  optional?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="file"
      label={props.label}
      extra={props.help}
      valuePropName="none"
      getValueFromEvent={({ fileList }: { fileList: { name: string }[] }) => fileList[0]?.name}
      rules={[{ required: props.optional !== true, message: t('forms.chooseFile') }]}
    >
      <Upload
        accept={props.accept ?? '.pdf,.png,.jpg,.jpeg'}
        maxCount={1}
        beforeUpload={(file) => {
          props.onFile(file);
          return false;
        }}
        onRemove={() => props.onFile(null)}
      >
        <Button icon={<UploadOutlined />}>{t('common.upload')}</Button>
      </Upload>
    </Form.Item>
  );
}
