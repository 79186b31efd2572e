/** A control request that cannot be done; the message says why and is answered with HTTP 400. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
}
