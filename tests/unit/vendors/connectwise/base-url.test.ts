import { describe, expect, test } from 'vitest'
import { normaliseBaseUrl } from '../../../../server/vendors/connectwise/base-url.ts'
import { GatewayError } from '../../../../server/errors/gateway-error.ts'

const allowed = ['https://psa.example.com', 'https://psa.example.com:8443', 'http://127.0.0.1:9003', 'https://10.0.0.5']
const na = 'https://api-na.myconnectwise.net/v4_6_release/'

describe('an address that people paste', () => {
  test.each([
    ['api-na.myconnectwise.net', na],
    ['na.myconnectwise.net', na],
    ['NA.MyConnectWise.net', na],
    ['  na.myconnectwise.net\n', na],
    ['na.myconnectwise.net/', na],
    ['na.myconnectwise.net:443', na],
    ['https://na.myconnectwise.net', na],
    ['HTTPS://NA.MYCONNECTWISE.NET/', na],
    ['https://api-na.myconnectwise.net:443/', na],
    ['https://na.myconnectwise.net/v4_6_release', na],
    ['https://na.myconnectwise.net/v4_6_release/', na],
    ['https://na.myconnectwise.net/V4_6_Release/APIs/3.0/', na],
    ['https://na.myconnectwise.net/v4_6_release/apis', na],
    ['https://na.myconnectwise.net/v4_6_release/apis/3.0', na],
    ['https://na.myconnectwise.net/v4_6_release/apis/3.0/', na],
    ['https://na.myconnectwise.net/apis/3.0/', na],
    ['na.myconnectwise.net/v4_6_release/apis/3.0', na],
    ['https://na.myconnectwise.net/x/../v4_6_release/', na],
    ['api-eu.myconnectwise.net/v2025_1/', 'https://api-eu.myconnectwise.net/v2025_1/'],
    ['https://au.myconnectwise.net/v2026_11/apis/3.0/', 'https://api-au.myconnectwise.net/v2026_11/'],
    ['aus.myconnectwise.net', 'https://api-aus.myconnectwise.net/v4_6_release/'],
    ['za.myconnectwise.net', 'https://api-za.myconnectwise.net/v4_6_release/'],
    ['staging.connectwisedev.com', 'https://api-staging.connectwisedev.com/v4_6_release/'],
    ['sandbox-na.myconnectwise.net', 'https://sandbox-na.myconnectwise.net/v4_6_release/'],
    ['psa.example.com', 'https://psa.example.com/v4_6_release/'],
    ['https://PSA.example.com/v4_6_release/apis/3.0', 'https://psa.example.com/v4_6_release/'],
    ['psa.example.com:8443', 'https://psa.example.com:8443/v4_6_release/'],
    ['http://127.0.0.1:9003/v4_6_release/apis/3.0', 'http://127.0.0.1:9003/v4_6_release/'],
    ['10.0.0.5', 'https://10.0.0.5/v4_6_release/'],
  ])('as %j becomes %s, and stays that', (text, expected) => {
    const url = normaliseBaseUrl(text, allowed)

    expect(url.href).toBe(expected)
    expect(normaliseBaseUrl(url.href, allowed).href).toBe(expected)
  })
})

describe('an address that is refused', () => {
  test.each([
    '',
    '   ',
    'http://na.myconnectwise.net',
    'ftp://na.myconnectwise.net',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '//na.myconnectwise.net',
    'https:///na.myconnectwise.net',
    'https:na.myconnectwise.net',
    'https://user@na.myconnectwise.net',
    'https://user:password@na.myconnectwise.net',
    'https://na.myconnectwise.net@evil.example',
    'https://na.myconnectwise.net\\@evil.example',
    'https://na.myconnectwise.net:8443',
    'https://na.myconnectwise.net:80',
    'na.myconnectwise.net.',
    'na.myconnectwise.net.evil.example',
    'evil-myconnectwise.net',
    'myconnectwise.net',
    'na.evil.myconnectwise.net',
    'xn--na-abc.myconnectwise.net',
    'nа.myconnectwise.net',
    'na。myconnectwise.net',
    'na.myconnectwise.net/v4_6_release/../../evil',
    'na.myconnectwise.net/evil',
    'na.myconnectwise.net//evil',
    'na.myconnectwise.net/v4_6_release/apis/3.0/service/tickets',
    'na.myconnectwise.net/v4_6_release/ConnectWise.aspx',
    'na.myconnectwise.net/v4_6_release%2f..',
    'na.myconnectwise.net/?x=1',
    'na.myconnectwise.net/#x',
    'na.myconnectwise.net x',
    'na.myconnectwise.net\t.evil.example',
    'localhost',
    'localhost:9003',
    'http://127.0.0.1:9004',
    'https://127.0.0.1:9003',
    '127.1',
    '0x7f000001',
    '2130706433',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    'metadata.google.internal',
    'https://10.0.0.6',
    'psa.example.com:9443',
    'http://psa.example.com',
    'psa.example.com.evil.example',
    'sub.psa.example.com',
    'api-psa.example.com',
    `https://na.myconnectwise.net/${'a'.repeat(400)}`,
  ])('%j', (text) => {
    expect(() => normaliseBaseUrl(text, allowed)).toThrow(GatewayError)
  })

  test('is not repeated in the message', () => {
    expect(() => normaliseBaseUrl('https://user:planted-9931@na.myconnectwise.net', [])).not.toThrow(/planted/)
  })
})
