/** The last part of a path, on any system: what people call the file. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
