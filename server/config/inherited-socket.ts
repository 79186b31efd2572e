import type { Environment } from './setting-reader.ts'

/** A listening socket that a supervisor opened, keeps open and hands over: connections wait in it while no gateway runs. */
export interface InheritedSocket {
  readonly fd: number
}

/** The first descriptor that is handed over. */
const firstFd = 3

/**
 * The socket that systemd hands over (https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html), the
 * first of several; null: the gateway opens its own. `LISTEN_PID` says whether it is for this process, or was for one that
 * started it.
 */
export function inheritedSocketOf(environment: Environment, pid: number): InheritedSocket | null {
  const { LISTEN_PID: wantedPid, LISTEN_FDS: count } = environment
  return wantedPid === String(pid) && Number(count) >= 1 ? { fd: firstFd } : null
}
