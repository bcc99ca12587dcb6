/** The package would be refused by Teams; the message is one sentence that says why. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
  readonly code = 'teams_package';
}
