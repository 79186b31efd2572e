/*
 * What Lambda's managed runtime does for Node, as far as a function can tell: imports the handler, asks the Runtime API for
 * invocations one after the other, and gives each its result (AWS, "Using the Lambda runtime API"). AWS's own client is
 * built with a compiler when it is installed.
 */
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { AWS_LAMBDA_RUNTIME_API: host, LAMBDA_TASK_ROOT: root, _HANDLER: name } = process.env
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

function call(method, path, body) {
  const { promise, resolve, reject } = Promise.withResolvers()
  const sent = request(`http://${host}/2018-06-01/runtime/${path}`, { method, agent }, (response) => {
    const pieces = []
    response.on('data', (piece) => pieces.push(piece))
    response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(pieces).toString() }))
  })
  sent.on('error', reject)
  sent.end(body === undefined ? undefined : JSON.stringify(body))
  return promise
}

const describe = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: String(error?.message ?? error),
  trace: String(error?.stack ?? '').split('\n'),
})

async function load() {
  const dot = name.lastIndexOf('.')
  const module = await import(pathToFileURL(join(root, `${name.slice(0, dot)}.mjs`)).href)
  return module[name.slice(dot + 1)]
}

let handler
try {
  handler = await load()
} catch (error) {
  await call('POST', 'init/error', describe(error))
  process.exit(1)
}
for (;;) {
  const { headers, body } = await call('GET', 'invocation/next')
  const id = headers['lambda-runtime-aws-request-id']
  const deadline = Number(headers['lambda-runtime-deadline-ms'])
  const context = {
    awsRequestId: id,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  }
  try {
    const result = await handler(JSON.parse(body), context)
    await call('POST', `invocation/${id}/response`, result ?? null)
  } catch (error) {
    await call('POST', `invocation/${id}/error`, describe(error))
  }
}
