import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'

type Json = Readonly<Record<string, unknown>>

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' })
  return schema
}

const instant = { type: 'string', format: 'date-time' }
const freshness = {
  description: 'How old the data is; null where the graph does not know it.',
  type: ['object', 'null'],
  properties: {
    source: { type: 'string', enum: ['AUTOTASK', 'HUBSPOT', 'CONNECTWISE'] },
    asOf: instant,
    stale: { type: 'boolean' },
  },
  required: ['source', 'asOf', 'stale'],
}
const lostParts = {
  description: 'Parts that are null because they failed; left out if none did.',
  type: 'array',
  items: {
    type: 'object',
    properties: { part: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
    required: ['part', 'code', 'message'],
  },
}

const failure = {
  type: 'object',
  required: ['success', 'error', 'timestamp'],
  properties: {
    success: { type: 'boolean', const: false },
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string', description: 'A code of the graph, by which programs decide.' },
        message: { type: 'string' },
        requestId: { type: 'string', description: 'Also in `X-Request-Id`.' },
        vendor: { type: 'string' },
        retryAfterSeconds: { type: 'integer', description: 'Also in `Retry-After`.' },
        details: {
          description: 'All that is wrong with the input of a change (422, 409).',
          type: 'array',
          items: {
            type: 'object',
            required: ['field', 'message', 'code'],
            properties: {
              field: { type: ['array', 'null'], items: { type: 'string' } },
              message: { type: 'string' },
              code: { type: 'string' },
            },
          },
        },
        change: { description: 'The change that was stored all the same, of a 422.', type: 'object' },
      },
    },
    timestamp: instant,
  },
}

const failures: Readonly<Record<string, string>> = {
  400: 'A parameter or field is unknown, repeated or wrong (`BAD_USER_INPUT`)',
  401: 'Not signed in (`UNAUTHENTICATED`)',
  403: 'A role is missing (`FORBIDDEN`), or the feature is off (`FEATURE_DISABLED`)',
  404: 'It does not exist (`NOT_FOUND`)',
  429: 'Too many requests (`TOO_MANY_REQUESTS`)',
  500: 'An error of the gateway (`INTERNAL_SERVER_ERROR`)',
  502: 'The vendor refused it, or its answer could not be read (other `VENDOR_…`)',
  503: 'Unavailable for now (`VENDOR_RATE_LIMITED`, `VENDOR_UNAVAILABLE`, `VENDOR_NOT_CONFIGURED`, or the gateway’s database)',
  504: 'The vendor did not answer in time (`VENDOR_TIMEOUT`)',
}
const failuresOfWrites: Readonly<Record<string, string>> = {
  409: 'The key was used for other content (`IDEMPOTENCY_KEY_REUSED`)',
  413: 'The body is larger than 1 MiB',
  415: 'The body is not JSON in UTF-8',
  422: 'The graph refused the input: all of it is in `details`',
}

const failureResponse = (description: string) => ({
  description,
  ...(/TOO_MANY|RATE_LIMITED/.test(description) && {
    headers: { 'Retry-After': { description: 'Seconds to wait, if known.', schema: { type: 'integer' } } },
  }),
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
})

function successSchema({ response, hasCursor }: Endpoint): Json {
  return {
    type: 'object',
    required: ['success', 'data', 'timestamp', 'freshness', ...(hasCursor ? ['next_cursor'] : [])],
    properties: {
      success: { type: 'boolean', const: true },
      data: schemaOf(response, 'output'),
      ...(hasCursor && {
        next_cursor: { type: ['string', 'null'], description: 'Where the list goes on; null at its end.' },
      }),
      errors: lostParts,
      freshness,
      timestamp: instant,
    },
  }
}

function parametersOf(endpoint: Endpoint): Json[] {
  const listed = (place: 'path' | 'query', type: z.ZodObject) => {
    const { properties = {}, required = [] } = schemaOf(type, 'input') as {
      properties?: Readonly<Record<string, Json>>
      required?: readonly string[]
    }
    return Object.entries(properties).map(([name, { description, ...schema }]) => ({
      name,
      in: place,
      required: required.includes(name),
      ...(description !== undefined && { description }),
      schema,
    }))
  }
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  })
  return [
    ...listed('path', endpoint.pathParameters),
    ...listed('query', endpoint.query),
    endpoint.method === 'GET'
      ? header('If-None-Match', 'The `ETag` of an earlier answer: 304 if it is still the same.')
      : header(
          'Idempotency-Key',
          'Same key and content: the same change, once. Same key, other content: 409. 1 to 200 characters.',
        ),
  ]
}

function operationOf(endpoint: Endpoint, operationName: string): Json {
  const { method, tag, summary, role, body, written } = endpoint
  const success = { content: { 'application/json': { schema: successSchema(endpoint) } } }
  const isGet = method === 'GET'
  const wrong = { ...failures, ...(!isGet && failuresOfWrites) }
  return {
    operationId: operationName.replace(/^Rest/, '').replace(/^./, (letter) => letter.toLowerCase()),
    tags: [tag],
    summary,
    description: `Needs the role ${role}. Runs the trusted operation \`${operationName}\` of the graph.`,
    parameters: parametersOf(endpoint),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      200: {
        description: written ? 'It is done' : 'The data',
        ...(isGet && { headers: { ETag: { description: 'Of data and freshness.', schema: { type: 'string' } } } }),
        ...success,
      },
      ...(endpoint.hasGraphKey && {
        202: { description: 'It is stored, and delivered in the background', ...success },
      }),
      ...(isGet && { 304: { description: 'It is the same as before' } }),
      ...Object.fromEntries(Object.entries(wrong).map(([status, text]) => [status, failureResponse(text)])),
    },
  }
}

/** Describes the endpoints as OpenAPI 3.1. @param nameOf the name of an endpoint's operation */
export function describeApi(
  endpoints: readonly Endpoint[],
  nameOf: (endpoint: Endpoint) => string,
  hasSessions: boolean,
) {
  const paths: Record<string, Record<string, Json>> = {}
  for (const each of endpoints) {
    const path = each.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [each.method.toLowerCase()]: operationOf(each, nameOf(each)) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'MSP graph: REST',
      version: '1.0.0',
      license: { name: 'MIT', identifier: 'MIT' },
      description: 'The addresses that existing pages and scripts call. Each is one trusted operation of the graph.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, ...(hasSessions ? [{ session: [], portal: [] }] : [])],
    paths,
    components: {
      schemas: { Failure: failure },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token of the identity provider.' },
        ...(hasSessions && {
          session: { type: 'apiKey', in: 'cookie', name: 'session', description: 'The portal’s session.' },
          portal: { type: 'apiKey', in: 'header', name: 'x-portal', description: 'With a session: 1.' },
        }),
      },
    },
  }
}
