// Loaded before the gateway (node --import), for units with Type=notify: tells systemd that it takes requests, so that
// `systemctl restart` waits for that, and fails where it never does. The server itself starts no other program, and Node cannot
// write to the kind of socket that systemd reads.

import { execFile } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

// https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html#event-tracingnetserverlistenasyncend
const listens = 'tracing:net.server.listen:asyncEnd'

function notify() {
  unsubscribe(listens, notify)
  execFile('systemd-notify', ['--ready'], (error) => {
    if (error) process.stderr.write(`systemd was not told that the gateway listens: ${error.message}\n`)
  })
}

if (process.env.NOTIFY_SOCKET) subscribe(listens, notify)
