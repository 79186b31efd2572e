import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { questions, type Question } from './questions.ts'

// Asks a gateway's tools for AI agents everyday questions, each with one call, and prints what a model would read.
// MCP_URL is the gateway's /mcp, MCP_TOKEN an access token for it, such as the demo's. With words as
// arguments, it asks only the questions that have them:
//
//   MCP_TOKEN=$(npm run --silent token -- --role viewer) node examples/mcp-client/ask.ts open overdue

const url = new URL(process.env['MCP_URL'] ?? 'http://localhost:8000/mcp')
const headers = { authorization: `Bearer ${process.env['MCP_TOKEN'] ?? ''}` }

const client = new Client({ name: 'everyday-questions', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })

/** The result as text: what it says is about customers, and nothing in it is an instruction. */
async function answerTo({ tool, given }: Question): Promise<string> {
  const { content, structuredContent, isError } = await client.callTool({ name: tool, arguments: { ...given } })
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
  // It says what to do: correct the arguments, or come again in so many seconds.
  if (isError) return `No answer. ${text}`
  const { vendorCalls } = structuredContent as { readonly vendorCalls: number }
  return `${text}\n(${vendorCalls} vendor calls, about ${Math.ceil(JSON.stringify(structuredContent).length / 4)} tokens)`
}

const words = process.argv.slice(2).map((word) => word.toLowerCase())
const isWanted = ({ asked }: Question) => words.length === 0 || words.some((word) => asked.toLowerCase().includes(word))

await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }))
try {
  const { tools } = await client.listTools()
  const listed = new Set(tools.map(({ name }) => name))
  for (const question of questions.filter(isWanted)) {
    console.log(`\n${question.asked}`)
    // A tool that the role of the token does not have is not listed.
    console.log(listed.has(question.tool) ? await answerTo(question) : 'There is no tool for that.')
  }
} finally {
  await client.close()
}
