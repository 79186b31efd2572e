/** The client disconnected before its request was complete. No response is possible, and it is not our error. */
export class CallerGoneError extends Error {
  override name = 'CallerGoneError'
}
