import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { CompactSign, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'

type Mode = 'up' | 'away' | 'hanging' | 'redirecting' | 'endless' | 'bomb' | 'nested'

export interface LocalIssuer extends AsyncDisposable {
  readonly url: string
  /** How the issuer answers from now on. */
  mode: Mode
  /** What the discovery document says, over what is right. */
  discovery: Record<string, unknown>
  /** What it answers to a form at a path, such as `/token`; otherwise it answers as to discovery. */
  readonly answers: Record<string, { status: number; body: unknown }>
  /** Paths asked for, oldest first. */
  readonly requests: string[]
  /** The forms that it answered by `answers`, oldest first. */
  readonly forms: Record<string, string>[]
  /** A new key in place of the published ones; what is signed from now on is signed with it. */
  rotate(algorithm?: string): Promise<void>
  /** The public part of the key in use, as published. */
  publicJwk(): JWK
  /** A good access token of that key, but for what is given; a claim set to undefined is left out. */
  sign(claims?: JWTPayload, header?: Record<string, unknown>): Promise<string>
  /** Any text as the body of an otherwise good token. */
  signText(body: string): Promise<string>
}

export const audience = 'api://test'

/** An issuer on the loopback with keys of its own: discovery, JWKS and tokens, and nothing else. */
export async function startLocalIssuer(): Promise<LocalIssuer> {
  let keyNumber = 0
  let privateKey: CryptoKey
  let jwk: JWK

  const server = createServer((request, response) => {
    const path = request.url ?? ''
    issuer.requests.push(path)
    if (issuer.mode === 'hanging') return
    if (issuer.mode === 'away') return request.destroy()
    const isRedirected = issuer.mode === 'redirecting' && !path.startsWith('/moved')
    if (isRedirected) return response.writeHead(302, { location: `/moved${path}` }).end()
    if (issuer.mode === 'endless') return pour(response)
    if (issuer.mode === 'bomb') return response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    if (issuer.mode === 'nested') return response.end('['.repeat(500_000) + ']'.repeat(500_000))
    if (path.endsWith('/jwks')) return json(response, { keys: [jwk] })
    const answer = issuer.answers[path]
    if (answer) {
      void text(request).then((form) => {
        issuer.forms.push(Object.fromEntries(new URLSearchParams(form)))
        return json(response, answer.body, answer.status)
      })
      return
    }
    json(response, { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks`, ...issuer.discovery })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const usualHeader = () => ({ alg: jwk.alg ?? '', typ: 'at+jwt', ...(jwk.kid && { kid: jwk.kid }) })
  const issuer: LocalIssuer = {
    url: `http://127.0.0.1:${port}`,
    mode: 'up',
    discovery: {},
    answers: {},
    requests: [],
    forms: [],
    async rotate(algorithm = 'RS256') {
      const pair = await generateKeyPair(algorithm, { extractable: true })
      privateKey = pair.privateKey
      jwk = { ...(await exportJWK(pair.publicKey)), kid: `key-${++keyNumber}`, use: 'sig', alg: algorithm }
    },
    publicJwk: () => jwk,
    sign(claims, header) {
      const now = Math.floor(Date.now() / 1_000)
      const usual = { iss: issuer.url, aud: audience, sub: 'subject-1', iat: now, exp: now + 3_600 }
      return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ ...usualHeader(), ...header }).sign(privateKey)
    },
    signText: (body) => new CompactSign(Buffer.from(body)).setProtectedHeader(usualHeader()).sign(privateKey),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  await issuer.rotate()
  return issuer
}

/** 16 MiB of blanks; members of a gzip can stand one after the other. */
const member = gzipSync(Buffer.alloc(16 * 1_024 * 1_024, ' '))
const bomb = Buffer.concat(Array.from({ length: 32 }, () => member))

/** Writes for as long as the other side takes it. */
function pour(response: ServerResponse): void {
  const piece = Buffer.alloc(64 * 1_024, ' ')
  const more = () => {
    while (!response.destroyed) if (!response.write(piece)) return void response.once('drain', more)
  }
  more()
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
