/** A probe process gone wrong, in the way that its argument's backend names: `cuda` crashes, `vulkan` hangs, `metal` talks nonsense, `cpu` exits. */
const [, , backend] = process.argv
process.stderr.write(`driver trouble with ${backend}\n`)
if (backend === 'cuda') setTimeout(() => process.kill(process.pid, 'SIGSEGV'), 20)
if (backend === 'vulkan') setInterval(() => undefined, 1000)
if (backend === 'metal') process.send?.({ status: 'available', backend: 'metal' })
if (backend === 'cpu') setTimeout(() => process.exit(7), 20)
