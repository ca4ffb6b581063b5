/** Names of system packages, and what to tell a person who must install them. */

const MOST_NAMED = 4;

/**
 * The names this release uses: some libraries were renamed when their time values grew to 64 bits.
 * @param {string[]} names
 * @param {(name: string) => boolean} exists Whether the system's package lists know a name.
 * @returns {string[]}
 */
export function withNewerNames(names, exists) {
  return names.map((name) => (exists(`${name}t64`) ? `${name}t64` : name));
}

/**
 * What is missing and the way on.
 * @param {string[]} missing
 * @param {string[] | undefined} packages Their apt packages, where the system has apt.
 * @returns {string}
 */
export function packageAdvice(missing, packages) {
  const others = missing.length - MOST_NAMED;
  const named = missing.slice(0, MOST_NAMED).join(', ');
  const what = `This system lacks ${named}${others > 0 ? ` and ${others} more` : ''}.`;
  if (!packages) return `${what} Install them with the package manager of your system and run the command again.`;
  return `${what} Run this, then the command again:\nsudo apt-get install -y ${packages.join(' ')}`;
}
