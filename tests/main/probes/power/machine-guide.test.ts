import { expect, test } from 'vitest'
import { GuidedCollector, machineGuide } from '../../../../main/probes/power/machine-guide.ts'
import { defaultSettings } from '../../../../preload/contract/settings.ts'
import { aFoundSource, FakeCollector } from '../../../support/fake-collector.ts'
import { makeTree } from '../../../support/make-tree.ts'
import { tempFolder } from '../../../support/temp-store.ts'

/** What the guide says of a machine with these files, as id and the one thing found. */
async function guideOf(files: Record<string, string>) {
  const guide = machineGuide({ root: await makeTree(tempFolder(), files) })
  return guide.map(({ id, state, params }) => [id, state, ...Object.values(params)])
}

const firmware = (vendor: string, product: string) => ({
  'sys/class/dmi/id/sys_vendor': `${vendor}\n`,
  'sys/class/dmi/id/product_name': `${product}\n`,
})
const flags = (more: string) => ({ 'proc/cpuinfo': `processor\t: 0\nflags\t\t: fpu vme ${more}\n` })

test.each([
  ['QEMU', 'Standard PC (Q35 + ICH9, 2009)', 'KVM'],
  ['VMware, Inc.', 'VMware7,1', 'VMware'],
  ['innotek GmbH', 'VirtualBox', 'VirtualBox'],
  ['Microsoft Corporation', 'Virtual Machine', 'Hyper-V'],
  ['Xen', 'HVM domU', 'Xen'],
  ['Amazon EC2', 'c7i.large', 'Amazon EC2'],
  ['Google', 'Google Compute Engine', 'Google Compute Engine'],
])('knows a virtual machine by its firmware: %s %s', async (vendor, product, hypervisor) => {
  expect(await guideOf(firmware(vendor, product))).toEqual([['virtual-machine', 'impossible', hypervisor]])
})

// A Surface is no virtual machine, nor is a machine that runs them.
test('says nothing of a machine of its own', async () => {
  expect(await guideOf({})).toEqual([])
  const files = {
    ...firmware('Microsoft Corporation', 'Surface Laptop 5'),
    ...flags('vmx'),
    'proc/1/cgroup': '0::/init.scope\n',
  }
  expect(await guideOf(files)).toEqual([])
})

test('knows a virtual machine whose firmware is silent by its processor', async () => {
  expect(await guideOf(flags('hypervisor lahf_lm'))).toEqual([['virtual-machine', 'impossible', 'unknown']])
})

test('knows WSL, which looks like a machine of its own otherwise', async () => {
  const version = 'Linux version 5.15.167.4-microsoft-standard-WSL2 (root@f9c826d3017f)\n'
  expect(await guideOf({ 'proc/version': version })).toEqual([['virtual-machine', 'impossible', 'WSL']])
})

test.each([
  [{ '.dockerenv': '' }, 'Docker'],
  [{ 'run/.containerenv': '' }, 'Podman'],
  [{ 'proc/1/cgroup': '12:pids:/docker/0123abcd\n' }, 'Docker'],
  [{ '.dockerenv': '', 'proc/1/cgroup': '0::/kubepods.slice/kubepods-burstable.slice\n' }, 'Kubernetes'],
  [{ 'proc/1/cgroup': '4:memory:/lxc/web\n' }, 'LXC'],
])('knows a container: %j', async (files, container) => {
  expect(await guideOf(files)).toEqual([['container', 'impossible', container]])
})

test('says both of a container in a virtual machine', async () => {
  expect((await guideOf({ ...firmware('QEMU', ''), '.dockerenv': '' })).map(([id]) => id)).toEqual([
    'virtual-machine',
    'container',
  ])
})

test('goes with a collector, which finds and reads as before', async () => {
  const inner = new FakeCollector([aFoundSource()])
  inner.guide = [{ id: 'rapl', state: 'working', params: {}, command: null }]
  const entry = { id: 'container', state: 'impossible', params: { container: 'Docker' }, command: null } as const
  const collector = new GuidedCollector(inner, () => [entry])
  const signal = new AbortController().signal
  const { sources, guide } = await collector.detect(defaultSettings, signal)
  expect(collector.collector).toBe('rapl')
  expect(guide).toEqual([...inner.guide, entry])
  collector.read(sources, defaultSettings, { onReading: () => undefined, onFailure: () => undefined }, signal)
  expect(inner.reading).toEqual(['rapl:intel-rapl:0'])
})
