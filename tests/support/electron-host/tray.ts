import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { z } from 'zod'
import { tell } from './tell.ts'

const pickSchema = z.object({ pickFromTray: z.string() })

/** A picture that knows how wide its representations are, by the headers of their PNGs. */
class Picture {
  readonly widthsPx: number[] = []

  addRepresentation({ dataURL = '' }: Pick<Electron.AddRepresentationOptions, 'scaleFactor' | 'dataURL'>): void {
    const png = Buffer.from(dataURL.replace('data:image/png;base64,', ''), 'base64')
    this.widthsPx.push(png.readUInt32BE(16))
  }
}

export const nativeImage = { createEmpty: () => new Picture() }

/** An icon in a tray that the test reaches into. */
export class Tray extends EventEmitter {
  readonly #picture: Picture
  #menu: Electron.MenuItemConstructorOptions[] = []

  constructor(picture: Picture) {
    super()
    this.#picture = picture
    process.on('message', (message) => {
      const label = pickSchema.safeParse(message).data?.pickFromTray
      const item = this.#menu.find((candidate) => candidate.label === label)
      // What an entry gets of Electron, the app's own do not look at.
      if (label !== undefined) Reflect.apply(item?.click ?? notThere, undefined, [])
    })
  }

  setContextMenu(menu: Electron.MenuItemConstructorOptions[]): void {
    this.#menu = menu
    const labels = menu.flatMap(({ label }) => label ?? [])
    tell({ type: 'tray', labels, picturesPx: this.#picture.widthsPx })
  }

  setToolTip(): void {}
  destroy(): void {}
}

function notThere(): never {
  throw new Error('The tray has no such entry.')
}
