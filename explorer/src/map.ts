// The map: projections, what is drawn for one place, and the painting itself.

import { geoConicEqualArea, geoEqualEarth, geoPath, type GeoProjection } from "d3-geo";
import type { BaseMap, PlaceLevel, PlaceRow } from "./data";
import { placeKey } from "./filter";

export type Extent = "china" | "world";

export interface Mark {
  key: string;
  place: PlaceRow;
  n: number;
}

/** How precisely a point is known: drawn as a dot, a ring, a wide ring, or the widest. */
export type Precision = "county" | "prefecture" | "province" | "country";

export function precision(place: PlaceRow): Precision {
  // A territory of one city is no wider than a city.
  if (/^iso:(HK|MO|SG|MC)$/.test(place[0])) return "prefecture";
  const level: PlaceLevel = place[6];
  return level === "country" || level === "province" || level === "prefecture" ? level : "county";
}

const least: Record<Precision, number> = { county: 3, prefecture: 5, province: 15, country: 24 };

/** The radius of a mark in pixels: its area grows with the number of events. */
export function radius(n: number, most: number, level: Precision, scale: number): number {
  return scale * (least[level] + 18 * Math.sqrt(n / Math.max(most, 25)));
}

/** Smaller marks where there are many of them or little room, larger ones on a nearer look. */
export function markScale(marks: number, width: number, zoom: number): number {
  const room = Math.min(1, Math.max(0.6, width / 760));
  const crowd = Math.min(1, Math.max(0.5, Math.sqrt(110 / Math.max(1, marks))));
  return room * Math.min(1, crowd * (1 + 0.25 * Math.log2(zoom)));
}

const inChina = (place: PlaceRow): boolean => place[0].startsWith("cn:");

/** The extent that shows most of the places. */
export function bestExtent(places: readonly PlaceRow[]): Extent {
  const placed = places.filter((place) => place[4] !== null);
  return placed.filter(inChina).length * 2 >= placed.length ? "china" : "world";
}

export const hasAbroad = (places: readonly PlaceRow[]): boolean =>
  places.some((place) => place[4] !== null && !inChina(place));

const china: [number, number][] = [
  [73.5, 39.5], [87, 49.2], [122, 53.6], [135, 48.4], [121.5, 21.5], [109, 18], [98, 21],
];

export function projection(extent: Extent, width: number, height: number): GeoProjection {
  const pad = Math.min(18, width * 0.03);
  const box: [[number, number], [number, number]] = [
    [pad, pad],
    [width - pad, height - pad],
  ];
  if (extent === "china") {
    return geoConicEqualArea()
      .parallels([25, 47])
      .rotate([-105, 0])
      .clipAngle(78)
      .fitExtent(box, { type: "MultiPoint", coordinates: china });
  }
  return geoEqualEarth().rotate([-11, 0]).fitExtent(box, { type: "Sphere" });
}

function opened(line: readonly number[]): [number, number][] {
  const points: [number, number][] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < line.length; i += 2) {
    x += line[i] as number;
    y += line[i + 1] as number;
    points.push([x / 100, y / 100]);
  }
  return points;
}

export interface Base {
  land: Path2D;
  borders: Path2D;
  provinces: Path2D;
}

/** The base map's lines in pixels of a projection. */
export function base(map: BaseMap, project: GeoProjection): Base {
  const land = new Path2D();
  geoPath(project, land as unknown as CanvasRenderingContext2D)({
    type: "MultiPolygon",
    coordinates: map.land.map((polygon) => polygon.map(opened)),
  });
  const lines = (packed: readonly number[][]): Path2D => {
    const path = new Path2D();
    geoPath(project, path as unknown as CanvasRenderingContext2D)({
      type: "MultiLineString",
      coordinates: packed.map(opened),
    });
    return path;
  };
  return { land, borders: lines(map.borders), provinces: lines(map.provinces) };
}

export interface Zoom {
  k: number;
  x: number;
  y: number;
}

export const unzoomed: Zoom = { k: 1, x: 0, y: 0 };

/** Zooms by a factor around a point of the canvas, and keeps some of the map in sight. */
export function zoomed(zoom: Zoom, factor: number, at: [number, number], size: [number, number]): Zoom {
  const k = Math.min(40, Math.max(1, zoom.k * factor));
  const f = k / zoom.k;
  return kept({ k, x: at[0] - (at[0] - zoom.x) * f, y: at[1] - (at[1] - zoom.y) * f }, size);
}

export function kept(zoom: Zoom, [width, height]: [number, number]): Zoom {
  const slack = 0.35;
  const clamp = (v: number, extent: number): number =>
    Math.min(extent * slack, Math.max(extent * (1 - zoom.k - slack), v));
  return { k: zoom.k, x: clamp(zoom.x, width), y: clamp(zoom.y, height) };
}

export interface Drawn {
  mark: Mark;
  x: number;
  y: number;
  r: number;
  precision: Precision;
}

/** Places the marks on the canvas, the largest first so that small ones stay on top. */
export function placed(
  marks: readonly Mark[],
  project: GeoProjection,
  zoom: Zoom,
  most: number,
  width: number,
): Drawn[] {
  const drawn: Drawn[] = [];
  const scale = markScale(marks.length, width, zoom.k);
  for (const mark of marks) {
    const [, , , , lat, lon] = mark.place;
    if (lat === null || lon === null) continue;
    const xy = project([lon, lat]);
    if (!xy) continue;
    const kind = precision(mark.place);
    drawn.push({
      mark,
      x: xy[0] * zoom.k + zoom.x,
      y: xy[1] * zoom.k + zoom.y,
      r: radius(mark.n, most, kind, scale),
      precision: kind,
    });
  }
  return drawn.sort((a, b) => b.r - a.r);
}

/** One mark for each place with a point: the first row of a key stands for all its years. */
export function marks(places: readonly PlaceRow[], counts: ReadonlyMap<string, number>): Mark[] {
  const seen = new Map<string, Mark>();
  for (const place of places) {
    const key = placeKey(place);
    const n = counts.get(key) ?? 0;
    if (place[4] !== null && n > 0 && !seen.has(key)) seen.set(key, { key, place, n });
  }
  return [...seen.values()];
}

export interface Colours {
  water: string;
  land: string;
  border: string;
  province: string;
  mark: string;
  chosen: string;
  halo: string;
}

export function paint(
  canvas: HTMLCanvasElement,
  ground: Base | null,
  drawn: readonly Drawn[],
  zoom: Zoom,
  colours: Colours,
  chosen: string,
  hovered: string,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.width / ratio;
  const height = canvas.height / ratio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.water;
  context.fillRect(0, 0, width, height);
  if (ground) {
    context.setTransform(ratio * zoom.k, 0, 0, ratio * zoom.k, zoom.x * ratio, zoom.y * ratio);
    context.fillStyle = colours.land;
    context.fill(ground.land);
    context.lineJoin = "round";
    context.lineWidth = 0.6 / zoom.k;
    context.strokeStyle = colours.province;
    context.stroke(ground.provinces);
    context.lineWidth = 0.9 / zoom.k;
    context.strokeStyle = colours.border;
    context.stroke(ground.borders);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
  for (const each of drawn) {
    const active = each.mark.key === chosen;
    const colour = active ? colours.chosen : colours.mark;
    context.beginPath();
    context.arc(each.x, each.y, each.r, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.lineWidth = each.mark.key === hovered || active ? 2.4 : 1.4;
    const faint = { county: 0.5, prefecture: 0.2, province: 0.07, country: 0.04 };
    context.globalAlpha = faint[each.precision];
    context.fill();
    context.globalAlpha = 0.95;
    context.setLineDash(
      each.precision === "province" ? [5, 4] : each.precision === "country" ? [1.5, 4] : [],
    );
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** The topmost mark at a point of the canvas; a finger may miss by some pixels. */
export function hit(drawn: readonly Drawn[], x: number, y: number, slack = 4): Drawn | null {
  for (let i = drawn.length - 1; i >= 0; i--) {
    const each = drawn[i] as Drawn;
    if (Math.hypot(each.x - x, each.y - y) <= each.r + slack) return each;
  }
  return null;
}
