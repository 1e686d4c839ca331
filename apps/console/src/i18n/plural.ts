type Forms = Readonly<Record<string, string>>;

/** The form of a word that goes with the number, by the language's own rule. */
export function pluralOf(value: unknown, language: string | undefined, forms: Forms): string {
  const form = new Intl.PluralRules(language).select(Number(value));
  return forms[form] ?? forms['other'] ?? '';
}
