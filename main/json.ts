/** JSON that keeps big integers: each is written as `{"$big":"…"}`. */

export function encodeJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'bigint' ? { $big: member.toString() } : member,
  );
}

/** The caller knows what it wrote; what strangers wrote goes through a schema instead. */
export function decodeJson<Value>(text: string): Value {
  return JSON.parse(text, (_, member: unknown) => {
    if (typeof member !== 'object' || member === null || !('$big' in member)) return member;
    return BigInt(String(member.$big));
  }) as Value;
}
