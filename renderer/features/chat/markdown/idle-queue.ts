/** The longest that queued work may hold the main thread at a stretch. */
const sliceMs = 6

type Task = { run: () => void }

const queue: Task[] = []
let isScheduled = false

const schedule = () => {
  isScheduled = true
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 500 })
  else setTimeout(work, 16)
}

function work() {
  const until = performance.now() + sliceMs
  do queue.shift()?.run()
  while (queue.length > 0 && performance.now() < until)
  isScheduled = false
  if (queue.length > 0) schedule()
}

/** Runs `run` when the page is idle, in slices too short to be noticed. Returns the way to call it off. */
export function whenIdle(run: () => void): () => void {
  const task = { run }
  queue.push(task)
  if (!isScheduled) schedule()
  return () => {
    const index = queue.indexOf(task)
    if (index !== -1) queue.splice(index, 1)
  }
}
