/** A one-time password and whose it is, to be handed over in person. */
export type Secret = { name: string; password: string };
