/** A backup cannot be made, read or restored. The message says why and what to do, for the operator who ran the command. */
export class BackupError extends Error {
  override name = 'BackupError'
}
