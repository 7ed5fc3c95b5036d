/** An estimator gone wrong, in the way that the file's name says; else it answers with the context as its KV cache and counts its questions. */
let asked = 0
process.on('message', ({ id, question }: { id: number; question: { path: string; contextTokens: number } }) => {
  asked += 1
  if (question.path.includes('crash')) {
    process.stderr.write('GGML_ASSERT failed\n', () => process.kill(process.pid, 'SIGSEGV'))
    return
  }
  if (question.path.includes('hang')) return
  if (question.path.includes('nonsense')) {
    process.send?.({ id, answer: { status: 'simulated' } })
    return
  }
  const simulation = {
    gpuLayers: 0,
    totalLayers: 3,
    weights: { ramBytes: asked, vramBytes: 0 },
    context: { ramBytes: question.contextTokens, vramBytes: 0 },
    activationBytes: 0,
    tokenizerBytes: 0,
    vramFreeBytes: null,
  }
  process.send?.({ id, answer: { status: 'simulated', simulation } })
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
