/** A parent to be killed: loads the model of its argument, starts an endless answer, and tells the engine's process id. */
import { openRealEngine, question, requestOf } from '../real-engine.ts'

const engine = openRealEngine()
await engine.load(process.argv[2] ?? '')
const request = requestOf([question('Tell a very long story.')], { sampling: { maxTokens: null } })
for await (const event of engine.link.generate(request, new AbortController().signal)) {
  if (event.type === 'text') process.send?.(engine.link.pid)
}
