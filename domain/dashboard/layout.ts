import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/** Grafana's grid. */
export const GRID_COLUMNS = 24;

/** A panel and what it is: `key` never changes with its place, since its id comes from it. */
export interface PlacedPanel {
  readonly key: string;
  /** Columns, 1 to 24. */
  readonly width: number;
  readonly panel: { build(): Panel };
}

/** A headed group of panels of equal height. */
export interface Section {
  readonly key: string;
  /** Without a title, the panels stand on their own. */
  readonly title?: string;
  /** Grid units; one is 30 pixels. */
  readonly height: number;
  readonly panels: readonly PlacedPanel[];
}

export interface GridPanel {
  readonly key: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly content: object;
}

/** Places sections one below the other; within one, panels from left to right, in as many lines as they need. */
export function laidOut(sections: readonly Section[]): GridPanel[] {
  const placed: GridPanel[] = [];
  let y = 0;
  for (const section of sections) {
    if (section.title !== undefined) {
      const content = { type: 'row', title: section.title, collapsed: false, panels: [] };
      placed.push({ key: section.key, gridPos: { x: 0, y, w: GRID_COLUMNS, h: 1 }, content });
      y += 1;
    }
    let x = 0;
    for (const { key, width, panel } of section.panels) {
      if (x + width > GRID_COLUMNS) {
        x = 0;
        y += section.height;
      }
      placed.push({ key, gridPos: { x, y, w: width, h: section.height }, content: panel.build() });
      x += width;
    }
    y += section.height;
  }
  return placed;
}
