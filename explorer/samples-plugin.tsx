import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import type { GraphiQLProps } from 'graphiql'
import { samples, type Sample } from './samples.ts'

type Plugin = NonNullable<GraphiQLProps['plugins']>[number]

function SamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 6h16M4 12h16M4 18h10" strokeLinecap="round" />
    </svg>
  )
}

/** Questions, each of which opens its operation in a tab. */
function SampleList() {
  const { addTab, setOperationName } = useGraphiQLActions()
  const queryEditor = useGraphiQL((state) => state.queryEditor)
  const open = ({ document, name }: Sample) => {
    if (!queryEditor) return
    // An empty tab is used, another one is left as it is.
    if (queryEditor.getValue().trim() !== '') addTab()
    queryEditor.setValue(document)
    // The editor finds it out a moment later, and would run the operation of the tab before.
    setOperationName(name)
    queryEditor.focus()
  }
  return (
    <section className="samples" aria-label="Examples">
      <h2 className="samples-title">Examples</h2>
      <p className="samples-hint">
        A question opens in the editor; Ctrl-Enter runs it there. After Ctrl-M the Tab key leaves an editor.
      </p>
      <ul>
        {samples.map((sample) => (
          <li key={sample.title}>
            <button type="button" className="sample" onClick={() => open(sample)}>
              {sample.title}
              {sample.role === null ? null : <span className="sample-role">{sample.role}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Sample operations beside GraphiQL's documentation and history. */
export const samplesPlugin: Plugin = { title: 'Examples', icon: SamplesIcon, content: SampleList }
