import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

// The bug: a rule of DESIGN.md §2 that the linter does not enforce, because a glob or a pattern of biome.json misses.
// Each line is planted as a file of its own in an empty tree under the real configuration.
const refused = [
  ['main/core/chat/planted.ts', 'better-sqlite3'],
  ['main/core/library/planted.ts', 'node-llama-cpp'],
  ['main/core/hardware/planted.ts', 'systeminformation'],
  ['main/core/meter/planted.ts', 'koffi'],
  ['main/engine/child/planted.ts', 'koffi'],
  ['main/core/chat/planted-store.ts', '../../store/open-store.ts'],
  ['main/core/chat/planted-host.ts', '../../engine/host/engine-host.ts'],
  ['main/core/chat/planted-api.ts', '../../api/router.ts'],
  ['main/api/planted.ts', '../store/open-store.ts'],
  ['main/engine/host/planted.ts', 'node-llama-cpp'],
  ['main/engine/host/planted-koffi.ts', 'koffi'],
  ['main/engine/lab/planted.ts', 'node-llama-cpp'],
  ['main/engine/lab/planted-core.ts', '../../core/chat/chat-service.ts'],
  ['main/engine/host/planted-core.ts', '../../core/chat/chat-service.ts'],
  ['main/store/planted.ts', '../core/library/model-library.ts'],
  ['main/store/planted-network.ts', '../core/network/network-log.ts'],
  ['main/probes/planted.ts', 'better-sqlite3'],
  ['main/web/planted.ts', 'electron'],
  ['main/cli/planted.ts', 'electron'],
  ['main/cli/planted-store.ts', 'better-sqlite3'],
  ['main/shell/planted.ts', '../desktop/windows.ts'],
  ['main/shell/planted-electron.ts', 'electron'],
  ['main/desktop/planted.ts', '../web/serve.ts'],
  ['main/web/planted-renderer.ts', '../../renderer/app/app.tsx'],
  ['preload/contract/planted.ts', '../../main/core/fault.ts'],
  ['renderer/app/planted.ts', '../../main/core/fault.ts'],
  ['renderer/data/planted.ts', 'node:fs'],
  ['renderer/ui/planted.ts', 'electron'],
  ['renderer/features/chat/planted.ts', '../settings/settings-page.tsx'],
  ['renderer/features/settings/planted.ts', '../../../main/core/fault.ts'],
] as const

const allowed = [
  ['main/store/fine.ts', 'better-sqlite3'],
  ['main/engine/child/fine.ts', 'node-llama-cpp'],
  ['main/engine/lab/fine.ts', 'koffi'],
  ['main/probes/fine.ts', 'systeminformation'],
  ['main/probes/power/fine.ts', 'koffi'],
  ['main/desktop/fine.ts', 'electron'],
  ['main/core/chat/fine.ts', '../engine/engine-service.ts'],
  ['main/engine/host/fine.ts', '../../core/ports/index.ts'],
  ['renderer/features/chat/fine.ts', '../../stores/settings.ts'],
  ['renderer/features/library/fine.ts', '#contract/chat.ts'],
] as const

const report = z.object({
  diagnostics: z.array(z.object({ category: z.string().nullable(), location: z.object({ path: z.string() }) })),
})

describe('the import rules', () => {
  const root = resolve(import.meta.dirname, '../..')
  let tree = ''
  let reported = new Set<string>()

  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'wattle-import-rules-'))
    const config = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(join(root, 'biome.json'), 'utf8')))
    delete config.vcs
    delete config.$schema
    await writeFile(join(tree, 'biome.json'), JSON.stringify(config))
    await cp(join(root, 'package.json'), join(tree, 'package.json'))
    await symlink(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction')
    for (const [path, specifier] of [...refused, ...allowed]) {
      await mkdir(dirname(join(tree, path)), { recursive: true })
      await writeFile(join(tree, path), `import * as planted from '${specifier}'\n\nexport const used = planted\n`)
    }
    const output = await new Promise<string>((done) => {
      const args = [
        join(root, 'node_modules/@biomejs/biome/bin/biome'),
        'lint',
        '--reporter=json',
        '--max-diagnostics=none',
      ]
      execFile(process.execPath, [...args, 'main', 'preload', 'renderer'], { cwd: tree }, (_, stdout) => done(stdout))
    })
    const { diagnostics } = report.parse(JSON.parse(output))
    reported = new Set(
      diagnostics
        .filter(({ category }) => category === 'lint/style/noRestrictedImports')
        .map(({ location }) => location.path),
    )
  }, 60_000)

  afterAll(() => rm(tree, { recursive: true, force: true }))

  it.each(refused)('refuse in %s: %s', (path) => expect(reported).toContain(path))

  it.each(allowed)('allow in %s: %s', (path) => expect(reported).not.toContain(path))
})
