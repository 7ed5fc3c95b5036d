import { registerHooks } from 'node:module'

// Loaded with `--import` before the built main bundle: `electron` is the stand-in, for imports and for require alike.
const standIn = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})
