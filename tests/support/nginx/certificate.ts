import { execFile } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A certificate of an authority of one's own, for one name. */
export interface Certificate {
  /** Paths: the certificate with its chain, and its key. */
  readonly chain: string
  readonly key: string
  /** The authority's own certificate, in PEM, and where it is. */
  readonly authority: string
  readonly authorityFile: string
  /** SHA-256 of the certificate's key, by which a browser can be told to trust it. */
  readonly keyHash: string
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** Makes an authority and a certificate of it with OpenSSL, in this folder. */
export async function makeCertificate(folder: string, host: string): Promise<Certificate> {
  const path = (name: string) => join(folder, name)
  const openssl = (...words: string[]) => run('openssl', words, { cwd: folder })
  await openssl('req', '-x509', '-days', '90', ...curve, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test CA')
  await openssl('req', ...curve, '-keyout', 'site.key', '-out', 'site.csr', '-subj', `/CN=${host}`)
  const extensions = [
    `subjectAltName=DNS:${host}`,
    'keyUsage=digitalSignature',
    'extendedKeyUsage=serverAuth',
    // As those of public authorities have one.
    'crlDistributionPoints=URI:http://localhost/ca.crl',
  ]
  await writeFile(path('extensions'), extensions.join('\n'))
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '90', '-extfile', 'extensions']
  await openssl('x509', '-req', '-in', 'site.csr', ...signed, '-out', 'site.pem')
  const [site, authority] = await Promise.all(['site.pem', 'ca.pem'].map((name) => readFile(path(name), 'utf8')))
  await writeFile(path('chain.pem'), `${site}${authority}`)
  const publicKey = new X509Certificate(site ?? '').publicKey.export({ type: 'spki', format: 'der' })
  return {
    chain: path('chain.pem'),
    key: path('site.key'),
    authority: authority ?? '',
    authorityFile: path('ca.pem'),
    keyHash: createHash('sha256').update(publicKey).digest('base64'),
  }
}
