import { useEffect, useRef } from "preact/hooks";
import type { BaseMap, EventData, Lang, PlaceRow, PlaceValue } from "./data";
import { say, type Key } from "./i18n";
import { base, bestExtent, paint, placed, precision, projection, unzoomed, type Mark, type Precision } from "./map";
import { colours } from "./map-view";
import { placeWords } from "./words";

const legend: Record<Precision, Key> = {
  county: "map.point",
  prefecture: "map.ring",
  province: "map.area",
  country: "map.country",
};

interface Props {
  data: EventData;
  map: BaseMap | null;
  lang: Lang;
  theme: string;
}

const rows = (places: readonly PlaceValue[]): PlaceRow[] =>
  places.map((place) => [
    place.code ?? "", place.level, place.path_zh, place.path_en, place.lat, place.lon, place.precision,
  ]);

/** A small map of where an event is told to have been, as precisely as that is known. */
export function Locator({ data, map, lang, theme }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = (data.places?.shown ?? []).filter((place) => place.lat !== null);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const draw = () => {
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [target.clientWidth, target.clientHeight];
      if (width === 0) return;
      target.width = width * ratio;
      target.height = height * ratio;
      const places = rows(shown);
      const project = projection(bestExtent(places), width, height);
      const marks: Mark[] = places.map((place, i) => ({ key: String(i), place, n: 1 }));
      const drawn = placed(marks, project, unzoomed, 25, width);
      paint(target, map && base(map, project), drawn, unzoomed, colours(target), "", "");
    };
    draw();
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const observer = new ResizeObserver(draw);
    observer.observe(target);
    dark.addEventListener("change", draw);
    return () => {
      observer.disconnect();
      dark.removeEventListener("change", draw);
    };
  }, [data, map, theme]);
  if (shown.length === 0) return null;
  const kinds = [...new Set(rows(shown).map(precision))];
  const names = shown.map((place) => placeWords(lang, place)).join(lang === "zh" ? "、" : "; ");
  return (
    <div>
      <div class="locator">
        <canvas ref={canvas} role="img" aria-label={names} />
      </div>
      <p>
        {kinds
          .map((kind) => say(lang, legend[kind]))
          .join(lang === "zh" ? "；" : "; ")}
      </p>
    </div>
  );
}
