/**
 * The structure with another text where `place` leads, such as `person.phone`; unchanged where
 * nothing, or no text, stands there.
 */
export async function changeText(
  value: unknown,
  place: string,
  change: (text: string) => string | Promise<string>,
): Promise<unknown> {
  if (place === '') return typeof value === 'string' ? change(value) : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const [name = '', ...rest] = place.split('.');
  if (!Object.hasOwn(value, name)) return value;
  const inside = (value as Record<string, unknown>)[name];
  return { ...value, [name]: await changeText(inside, rest.join('.'), change) };
}
