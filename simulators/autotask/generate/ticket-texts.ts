import type { Random } from './random.ts'

/** Titles by issue type; `{n}` stands for a number. */
const titles: Record<number, readonly string[]> = {
  10: [
    'PC-{n} is very slow since the update',
    'Blue screen on LAPTOP-{n} (KERNEL_SECURITY_CHECK)',
    'Set up notebook for new employee',
    'Docking station: 2nd screen stays black',
    'Bildschirm flackert – Arbeitsplatz {n}',
  ],
  11: [
    'Outlook keeps asking for the password',
    'Cannot send mail > 10 MB',
    'Suspicious e-mail "Your invoice #{n}"',
    'Shared mailbox info@ missing for Zoë & François',
    '受信トレイが同期しない (件名: 請求書 {n})',
  ],
  7: [
    'Wi-Fi drops in conference room {n}',
    'VPN: error 809 from home office',
    'Internet down at branch office 🚨',
    'Packet loss at 15 % on WAN2',
    'Switch port {n} flapping',
  ],
  14: [
    'SRV-DC{n}: disk C: at 97% used',
    'Backup failed: job "Nightly-{n}"',
    'Windows updates pending on SRV-FS{n}',
    'Event ID {n} – NTFS warning',
  ],
  9: ['Paper jam on the copier, 2nd floor', 'Driver for HP M{n} missing', 'Scan to e-mail stopped working'],
  12: [
    'Password reset for Jürgen Groß',
    'New starter on Monday: Siobhán O’Brien',
    'Leaver: please disable account u{n}',
    'MFA prompt loops after new phone 📱',
    'تعذّر تسجيل الدخول إلى البوابة',
  ],
  16: ['Handset {n} shows "No service"', 'Choppy audio on calls abroad', 'Port number 555-01{n} to us'],
  8: [
    'Licence expired – DATEV',
    'QuickBooks error -{n}, 0',
    'Form shows <script>alert("{n}")</script> in the notes field',
    'CRM: "Name" can\'t contain quotes?',
  ],
}

const sentences = [
  'User reports that it worked fine yesterday.',
  'Restarted twice, no change.',
  'Happens every morning around 8:30.',
  'Bitte vor 17 Uhr zurückrufen, Tür ist später zu.',
  'Screenshot attached; the message says "Access is denied (0x80070005)".',
  'Already checked cables & power.',
  'Several people in accounting are affected.',
  '再起動しても直りません。',
  'Path: \\\\srv-fs01\\daten\\größe 100%',
  'Thanks! 🙏',
  'See <b>previous</b> ticket, it looks the same.',
]

/** The title of a ticket about this issue (null: unsorted). */
export function drawTicketTitle(random: Random, issueType: number | null): string {
  const title = random.pick(titles[issueType ?? 10] ?? titles[10]!)
  return title.replace('{n}', String(random.int(1, 99)).padStart(2, '0'))
}

/** The description of a ticket: null, empty, a few lines, and now and then a pasted log of several thousand characters. */
export function drawTicketDescription(random: Random): string | null {
  const kind = random.weighted([
    ['none', 6],
    ['empty', 8],
    ['short', 60],
    ['medium', 24],
    ['log', 2],
  ])
  if (kind === 'none') return null
  if (kind === 'empty') return ''
  if (kind === 'log') return drawLog(random)
  const count = kind === 'short' ? random.int(1, 3) : random.int(4, 14)
  return Array.from({ length: count }, () => random.pick(sentences)).join(kind === 'short' ? ' ' : '\r\n')
}

/** The resolution of a completed ticket. */
export function drawTicketResolution(random: Random): string {
  return random.pick([
    '',
    'Restarted the service, user confirmed.',
    'Replaced the device; old one goes back to the vendor.',
    'Kennwort zurückgesetzt, Anmeldung geprüft.',
    'Closed: no answer after three attempts.',
    'Rolled back the update and paused it for 14 days.',
  ])
}

function drawLog(random: Random): string {
  const lines = Array.from(
    { length: random.int(50, 110) },
    (_, index) =>
      `[${String(index).padStart(4, '0')}] WARN  agent[${random.int(100, 9_999)}]: retry in 30 s – Gerät “SRV”`,
  )
  return `Log of the agent, as sent by the user:\r\n${lines.join('\r\n')}`.slice(0, 8_000)
}
