import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { BaseMap, Core, Lang } from "./data";
import { placeKey } from "./filter";
import { say, type Key } from "./i18n";
import {
  base, bestExtent, hasAbroad, hit, kept, marks, paint, placed, precision, projection, unzoomed, zoomed,
  type Colours, type Drawn, type Extent, type Precision, type Zoom,
} from "./map";
import { pathWords } from "./words";

export function colours(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    water: read("map-water"),
    land: read("map-land"),
    border: read("map-border"),
    province: read("map-province"),
    mark: read("mark"),
    chosen: read("mark-chosen"),
    halo: read("paper"),
  };
}

interface Props {
  lang: Lang;
  core: Core;
  map: BaseMap | null;
  counts: ReadonlyMap<string, number>;
  most: number;
  offMap: number;
  at: string;
  theme: string;
  choose: (at: string) => void;
}

const legend: [Precision, Key][] = [
  ["county", "map.point"],
  ["prefecture", "map.ring"],
  ["province", "map.area"],
  ["country", "map.country"],
];

export function MapView(props: Props) {
  const { lang, core, map, counts, most, offMap, at, theme, choose } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<[number, number]>([0, 0]);
  const [extent, setExtent] = useState<Extent>(() => bestExtent(core.places));
  const [zoom, setZoom] = useState<Zoom>(unzoomed);
  const [hovered, setHovered] = useState<Drawn | null>(null);
  const [systemDark, setSystemDark] = useState(false);
  const abroad = useMemo(() => hasAbroad(core.places), [core]);
  const used = useMemo(() => {
    const kinds = new Set(core.places.filter((p) => p[4] !== null).map(precision));
    return legend.filter(([kind]) => kinds.has(kind));
  }, [core]);

  useEffect(() => {
    const watched = frame.current;
    if (!watched) return;
    const observer = new ResizeObserver(() => setSize([watched.clientWidth, watched.clientHeight]));
    observer.observe(watched);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setSystemDark(dark.matches);
    changed();
    dark.addEventListener("change", changed);
    return () => {
      observer.disconnect();
      dark.removeEventListener("change", changed);
    };
  }, []);

  const [width, height] = size;
  const project = useMemo(
    () => (width > 0 ? projection(extent, width, height) : null),
    [extent, width, height],
  );
  const ground = useMemo(() => (map && project ? base(map, project) : null), [map, project]);
  const drawn = useMemo(
    () => (project ? placed(marks(core.places, counts), project, zoom, most, width) : []),
    [project, core, counts, zoom, most, width],
  );

  useEffect(() => {
    const target = canvas.current;
    if (!target || width === 0) return;
    const request = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      if (target.width !== width * ratio || target.height !== height * ratio) {
        target.width = width * ratio;
        target.height = height * ratio;
      }
      paint(target, ground, drawn, zoom, colours(target), at, hovered?.mark.key ?? "");
      target.dataset["drawn"] = String(drawn.length);
    });
    return () => cancelAnimationFrame(request);
  }, [ground, drawn, zoom, at, hovered, theme, systemDark, width, height]);

  const zoomBy = (factor: number, point: [number, number] = [width / 2, height / 2]) =>
    setZoom((before) => zoomed(before, factor, point, [width, height]));

  const position = (event: { clientX: number; clientY: number }): [number, number] => {
    const box = (canvas.current as HTMLCanvasElement).getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  // Wheel listeners must not be passive, or the page scrolls under the zoom.
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !matchMedia("(min-width: 68rem)").matches) return;
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), position(event));
    };
    target.addEventListener("wheel", wheel, { passive: false });
    return () => target.removeEventListener("wheel", wheel);
  }, [width, height]);

  const held = useRef(new Map<number, [number, number]>());
  const moved = useRef(0);

  const down = (event: PointerEvent) => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    held.current.set(event.pointerId, position(event));
    if (held.current.size === 1) moved.current = 0;
  };
  const move = (event: PointerEvent) => {
    const before = held.current.get(event.pointerId);
    const now = position(event);
    if (!before) {
      setHovered(hit(drawn, ...now));
      return;
    }
    const others = [...held.current].filter(([id]) => id !== event.pointerId);
    const other = others[0]?.[1];
    if (other) {
      const factor =
        Math.hypot(now[0] - other[0], now[1] - other[1]) /
        Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1]));
      zoomBy(factor, [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
      moved.current += 10;
    } else {
      const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
      moved.current += Math.hypot(dx, dy);
      setZoom((z) => kept({ ...z, x: z.x + dx, y: z.y + dy }, [width, height]));
    }
    held.current.set(event.pointerId, now);
  };
  const up = (event: PointerEvent) => {
    const wasOne = held.current.size === 1;
    held.current.delete(event.pointerId);
    if (!wasOne || moved.current > 6) return;
    const found = hit(drawn, ...position(event), event.pointerType === "touch" ? 12 : 4);
    if (found) choose(found.mark.key === at ? "" : found.mark.key);
    else if (at) choose("");
  };
  const key = (event: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60],
    };
    const step = steps[event.key];
    if (step) setZoom((z) => kept({ ...z, x: z.x + step[0], y: z.y + step[1] }, [width, height]));
    else if (event.key === "+" || event.key === "=") zoomBy(1.5);
    else if (event.key === "-") zoomBy(1 / 1.5);
    else if (event.key === "0") setZoom(unzoomed);
    else return;
    event.preventDefault();
  };
  const switched = (next: Extent) => {
    setExtent(next);
    setZoom(unzoomed);
    setHovered(null);
  };

  const tip = hovered && drawn.find((each) => each.mark.key === hovered.mark.key);
  return (
    <section class="map" aria-label={say(lang, "map.view")}>
      <div class="map-frame" ref={frame}>
        <canvas
          ref={canvas}
          tabIndex={0}
          role="img"
          aria-label={say(lang, "map.label")}
          class={zoom.k > 1 ? "grab" : undefined}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={(event) => held.current.delete(event.pointerId)}
          onPointerLeave={() => setHovered(null)}
          onKeyDown={key}
        />
        {tip && (
          <div
            class={"tip" + (tip.x > width / 2 ? " left" : "")}
            style={{ left: `${tip.x}px`, top: `${tip.y}px` }}
            aria-hidden="true"
          >
            <b>{pathWords(lang, tip.mark.place[2], tip.mark.place[3])}</b>
            <span>{say(lang, "count.events", { n: tip.mark.n })}</span>
            {tip.precision !== "county" && <i>{say(lang, `map.only.${tip.precision}`)}</i>}
          </div>
        )}
        <div class="map-tools">
          <button type="button" onClick={() => zoomBy(1.6)} aria-label={say(lang, "map.in")}>
            +
          </button>
          <button type="button" onClick={() => zoomBy(1 / 1.6)} aria-label={say(lang, "map.out")}>
            −
          </button>
          <button type="button" onClick={() => setZoom(unzoomed)} aria-label={say(lang, "map.reset")}>
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
              <path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3" fill="none" stroke="currentColor" stroke-width="1.5" />
            </svg>
          </button>
        </div>
        {abroad && (
          <div class="segmented map-extent" role="group" aria-label={say(lang, "map.view")}>
            {(["china", "world"] as const).map((each) => (
              <button type="button" aria-pressed={extent === each} onClick={() => switched(each)}>
                {say(lang, `map.${each}`)}
              </button>
            ))}
          </div>
        )}
      </div>
      <div class="legend">
        <ul>
          {used.map(([kind, name]) => (
            <li>
              <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" class={`sign ${kind}`}>
                <circle cx="9" cy="9" r={kind === "county" ? 5 : kind === "prefecture" ? 6.5 : 8} />
              </svg>
              {say(lang, name)}
            </li>
          ))}
        </ul>
        <p class="off">
          {offMap > 0 ? (
            <button type="button" class="link" aria-pressed={at === "none"} onClick={() => choose(at === "none" ? "" : "none")}>
              {say(lang, "map.off", { n: offMap })}
            </button>
          ) : (
            <span>{say(lang, "map.all_on")}</span>
          )}
        </p>
      </div>
    </section>
  );
}

/** The name of a place by its key on the map. */
export function placeName(core: Core, key: string, lang: Lang): string {
  if (key === "none") return say(lang, "map.off.filter");
  const place = core.places.find((each) => placeKey(each) === key);
  return place ? pathWords(lang, place[2], place[3]) : key;
}
