import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const here = (path: string) => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          desktop: here('main/desktop/index.ts'),
          web: here('main/web/index.ts'),
          cli: here('main/cli/index.ts'),
          engine: here('main/engine/child/index.ts'),
          probe: here('main/engine/child/probe.ts'),
          hash: here('main/core/library/content-hash/hash-child.ts'),
          'download-hash': here('main/core/downloads/transfer/hash-worker.ts'),
          estimator: here('main/engine/child/estimator.ts'),
          lab: here('main/engine/lab/index.ts'),
          quantize: here('main/engine/lab/quantize-child.ts'),
          'quality-worker': here('main/engine/lab/quality-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: here('preload/index.ts') },
        // A sandboxed preload must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    plugins: [react(), tailwindcss()],
    build: {
      outDir: here('out/renderer'),
      // electron-vite leaves the page as it is; a third of the bytes is parsed in a third of the time, before the window can be used.
      minify: true,
      // The Content-Security-Policy allows fonts from files alone, no data: addresses.
      assetsInlineLimit: 0,
      rollupOptions: { input: here('renderer/index.html') },
    },
  },
})
