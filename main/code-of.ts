/** The code of a system or database error, such as `ENOENT`; undefined for anything else thrown. */
export function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
