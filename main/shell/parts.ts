import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Files that a shell starts or serves beside its own code. */
export type Parts = {
  engineChild: string
  labChild: string
  quantizeChild: string
  probeChild: string
  estimatorChild: string
  hashChild: string
  downloadHashWorker: string
  rendererFolder: string
  preload: string
}

/** Finds the parts from the URL of a shell's entry: in `out/` where it was built, among the sources where Node runs it directly. */
export function locateParts(entryUrl: string): Parts {
  const entry = fileURLToPath(entryUrl)
  const isSource = entry.endsWith('.ts')
  const root = resolve(dirname(entry), '../..')
  const child = (source: string, built: string) => join(root, isSource ? `main/${source}` : `out/main/${built}`)
  return {
    engineChild: child('engine/child/index.ts', 'engine.js'),
    labChild: child('engine/lab/index.ts', 'lab.js'),
    quantizeChild: child('engine/lab/quantize-child.ts', 'quantize.js'),
    probeChild: child('engine/child/probe.ts', 'probe.js'),
    estimatorChild: child('engine/child/estimator.ts', 'estimator.js'),
    hashChild: child('core/library/content-hash/hash-child.ts', 'hash.js'),
    downloadHashWorker: child('core/downloads/transfer/hash-worker.ts', 'download-hash.js'),
    rendererFolder: join(root, 'out/renderer'),
    preload: join(root, 'out/preload/index.cjs'),
  }
}
