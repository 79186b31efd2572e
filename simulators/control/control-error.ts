/** A control request that cannot be carried out; answered with HTTP 400 and the message. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
}
