import type { evidenceContract as contract, Language } from '@heyi/contract';

type Words = Readonly<Record<Language, string>>;

/** What each finding of a verification means, and what to do. */
export const stampWords: Readonly<Record<contract.StampFinding, Words>> = {
  'stamp.valid': {
    zh: '时间戳有效：文件自盖章时起没有改动。',
    en: 'The stamp is valid: the file has not changed since.',
  },
  'stamp.waiting': {
    zh: '待盖时间戳：授时机构还没有答复，系统会自动再请求。',
    en: 'Not stamped yet: the authority has not answered; it is asked again by itself.',
  },
  'stamp.content_altered': {
    zh: '保存的文件已损坏或被改动，请用备份恢复，不要再作为凭证使用。',
    en: 'The kept file is damaged or was altered: restore it from a backup, and do not rely on it.',
  },
  'stamp.unreadable': {
    zh: '时间戳无法解析，请从备份恢复令牌。',
    en: 'The token cannot be read: restore it from a backup.',
  },
  'stamp.imprint_differs': {
    zh: '时间戳是另一份文件的：摘要不一致。',
    en: 'The token is of another file: the digests differ.',
  },
  'stamp.nonce_differs': {
    zh: '时间戳不是对本次请求的答复：随机数不一致。',
    en: 'The token answers another request: the nonces differ.',
  },
  'stamp.policy_differs': {
    zh: '时间戳按另一种策略签发，不是约定的策略。',
    en: 'The token was issued under another policy than agreed.',
  },
  'stamp.signature_wrong': {
    zh: '时间戳的签名不对：令牌被改动过。',
    en: 'The signature of the token is wrong: it was altered.',
  },
  'stamp.signer_not_for_stamping': {
    zh: '签名证书不是时间戳专用证书。',
    en: 'The certificate of the signer is not one for time stamps.',
  },
  'stamp.signer_expired': {
    zh: '盖章时签名证书不在有效期内。',
    en: 'The certificate of the signer was not valid at the time of the stamp.',
  },
  'stamp.signer_untrusted': {
    zh: '签名证书不是由受信任的授时机构签发。',
    en: 'The certificate of the signer was not issued by an authority that is believed.',
  },
};
