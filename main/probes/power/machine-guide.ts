import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { GuideEntry } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../core/ports/power-collector.ts'
import { type ReadText, readTextNow, tryText } from './sysfs.ts'

export type MachineGuideOptions = {
  /** Where the file system begins. */
  root?: string
  readText?: ReadText
}

/** What the firmware of a virtual machine calls itself, and the name that people know. */
const hypervisors: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/vmware/i, 'VMware'],
  [/virtualbox|innotek/i, 'VirtualBox'],
  [/microsoft corporation.*virtual machine/i, 'Hyper-V'],
  [/parallels/i, 'Parallels'],
  [/\bxen\b/i, 'Xen'],
  [/amazon ec2/i, 'Amazon EC2'],
  [/google compute engine/i, 'Google Compute Engine'],
  [/qemu|kvm|bochs|openstack|rhev/i, 'KVM'],
  [/firecracker/i, 'Firecracker'],
  [/bhyve/i, 'bhyve'],
]

/**
 * What keeps a Linux machine from measuring itself: a virtual machine sees no meter of its host, and a container sees what it was given.
 * Nothing where neither holds.
 */
export function machineGuide({ root = '/', readText = readTextNow }: MachineGuideOptions = {}): GuideEntry[] {
  const read = (path: string) => tryText(readText, join(root, path))
  const guide: GuideEntry[] = []
  const hypervisor = hypervisorOf(read)
  if (hypervisor !== null) {
    guide.push({ id: 'virtual-machine', state: 'impossible', params: { hypervisor }, command: null })
  }
  const container = containerOf(read, (path) => existsSync(join(root, path)))
  if (container !== null) guide.push({ id: 'container', state: 'impossible', params: { container }, command: null })
  return guide
}

type Read = (path: string) => string | null

/** null on a machine of its own. `unknown` where only the processor says that it is a virtual one. */
function hypervisorOf(read: Read): string | null {
  if (/microsoft/i.test(read('proc/version') ?? '')) return 'WSL'
  const firmware = ['sys_vendor', 'product_name', 'bios_vendor'].map((file) => read(`sys/class/dmi/id/${file}`) ?? '')
  const known = hypervisors.find(([pattern]) => pattern.test(firmware.join(' ')))
  if (known !== undefined) return known[1]
  // A machine that runs virtual ones itself does not have this flag, with the exception of Hyper-V's and Xen's own.
  return /^flags\s*:.*\bhypervisor\b/m.test(read('proc/cpuinfo') ?? '') ? 'unknown' : null
}

/** null outside a container. */
function containerOf(read: Read, exists: (path: string) => boolean): string | null {
  if (exists('run/.containerenv')) return 'Podman'
  const groups = read('proc/1/cgroup') ?? ''
  if (/kubepods/.test(groups)) return 'Kubernetes'
  if (exists('.dockerenv') || /docker|containerd/.test(groups)) return 'Docker'
  if (/\/lxc/.test(groups)) return 'LXC'
  return null
}

/** A collector whose look also tells what the machine itself is. */
export class GuidedCollector implements PowerCollector {
  readonly collector: PowerCollector['collector']
  readonly #inner: PowerCollector
  readonly #guideOf: () => GuideEntry[]

  constructor(inner: PowerCollector, guideOf: () => GuideEntry[] = machineGuide) {
    this.collector = inner.collector
    this.#inner = inner
    this.#guideOf = guideOf
  }

  async detect(settings: Settings, signal: AbortSignal): Promise<Detection> {
    const detection = await this.#inner.detect(settings, signal)
    return { ...detection, guide: [...detection.guide, ...this.#guideOf()] }
  }

  read(sources: readonly FoundSource[], settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    this.#inner.read(sources, settings, sink, signal)
  }
}
