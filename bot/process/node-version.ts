/**
 * Ends a process that runs on a Node too old for what is loaded after this. Every program imports
 * this first, and this imports nothing, so that nothing newer has run before.
 */
const needed = { major: 20, minor: 19 };

/** Returns what is wrong with this version of Node, in one sentence; undefined when it will do. */
export function nodeRefusal(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > needed.major || (major === needed.major && minor >= needed.minor);
  return isNewEnough
    ? undefined
    : `Pitstop Chat needs Node.js ${needed.major}.${needed.minor} or later; this is ${version}. https://nodejs.org`;
}

const refusal = nodeRefusal(process.versions.node);
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}
