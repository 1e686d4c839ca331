/** How the authority behaves until it is told otherwise: `PUT /time-stamp/behaviour`. */
export const stampBehaviours = [
  'well',
  /** Takes no connection: 503. */
  'away',
  /** Answers after the caller has gone. */
  'slow',
  'refuses',
  'wrong_nonce',
  'wrong_imprint',
  /** Of another authority, which nobody believes. */
  'wrong_signer',
  /** The certificate of the CA's mail server. */
  'wrong_use',
  /** The signature is of other bytes. */
  'wrong_signature',
  'expired_signer',
  'nonsense',
] as const;

export type StampBehaviour = (typeof stampBehaviours)[number];
