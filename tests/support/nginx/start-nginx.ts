import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runSupervised } from '../supervised/run-supervised.ts'
import { findOpenTempFolder } from '../temp-folder.ts'
import { makeCertificate, type Certificate } from './certificate.ts'

const siteFile = fileURLToPath(new URL('../../../deploy/vm/nginx/msp-graph.conf', import.meta.url))

/** The machine's nginx with the site of deploy/vm/nginx. */
export interface Nginx {
  /** Such as `https://localhost:40123`. */
  readonly url: string
  readonly certificate: Certificate
  close(): Promise<void>
}

const limitChanges = {
  usual: (site: string) => site,
  none: (site: string) => site.replaceAll(/^ *limit_(req|conn) .*$/gm, ''),
  few: (site: string) => site.replace('rate=100r/s', 'rate=1r/m').replace('burst=500', 'burst=5'),
}

interface Surroundings {
  readonly folder: string
  readonly port: number
  readonly upstream: string
  readonly certificate: Certificate
}

/** The site as it is, but for host name, addresses and certificate. */
function adapt(site: string, { folder, port, upstream, certificate }: Surroundings): string {
  const changes: readonly (readonly [RegExp, string])[] = [
    [/portal\.example\.com;/g, 'localhost;'],
    [/listen \[::\]:(80|443).*\n/g, ''],
    [/listen 80;/, `listen unix:${folder}/http.sock;`],
    [/listen 443 /, `listen 127.0.0.1:${port} `],
    [/ssl_certificate .*;/, `ssl_certificate ${certificate.chain};`],
    [/ssl_certificate_key .*;/, `ssl_certificate_key ${certificate.key};`],
    [/server 127\.0\.0\.1:8000;/, `server ${upstream};`],
    [/\$host;/g, '$http_host;'],
  ]
  return changes.reduce((text, [pattern, replacement]) => {
    if (text.search(pattern) === -1) throw new Error(`The site of nginx has no ${pattern}.`)
    return text.replace(pattern, replacement)
  }, site)
}

/** What Debian's own /etc/nginx/nginx.conf says, without files of the machine; run as whoever starts it. */
const mainConfiguration = (folder: string) => `
daemon off;
pid nginx.pid;
error_log stderr notice;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 2;
events { worker_connections 2048; }
http {
  access_log off;
  default_type application/octet-stream;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  include site;
}
`

/**
 * @param port of this machine, where it listens
 * @param upstream where it passes requests on to, such as `127.0.0.1:8000`
 * @param limits what an address may send: as much as in the site; all it likes, since all callers of a test have one
 * address; or six requests in minutes
 * @throws Error with nginx's own words when it does not start: apt-get install nginx
 */
export async function startNginx(
  port: number,
  upstream: string,
  { limits = 'usual' }: { limits?: keyof typeof limitChanges } = {},
): Promise<Nginx> {
  const folder = await mkdtemp(join(await findOpenTempFolder(), 'nginx-'))
  await mkdir(join(folder, 'logs'))
  const certificate = await makeCertificate(folder, 'localhost')
  const site = adapt(await readFile(siteFile, 'utf8'), { folder, port, upstream, certificate })
  await writeFile(join(folder, 'site'), limitChanges[limits](site))
  await writeFile(join(folder, 'nginx.conf'), mainConfiguration(folder))
  const nginx = await runSupervised({
    command: '/usr/sbin/nginx',
    arguments: ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'],
    readyText: 'start worker processes',
    folder,
    account: null,
  })
  return {
    url: `https://localhost:${port}`,
    certificate,
    async close() {
      await nginx.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
