/** What a name may be: what others read beside one's debts. */

/** The most that the network stores of a name, in bytes of UTF-8. */
export const MOST_NAME_BYTES = 32;

/** How much of the limit a name takes. Letters with accents count twice or more, an emoji four times or more. */
export function nameLength(name: string): number {
  return new TextEncoder().encode(name.trim()).length;
}

/** What is wrong with a name, as a sentence with the way out; nothing when it will do. */
export function nameProblem(name: string): string | undefined {
  const length = nameLength(name);
  if (length === 0) return 'Write a name: others see it beside what you compute and owe.';
  if (length <= MOST_NAME_BYTES) return undefined;
  return `This name takes ${length} of at most ${MOST_NAME_BYTES} places; emoji and accents take several each. Make it shorter.`;
}
