import { useEffect, useRef } from "preact/hooks";
import type { BaseMap, EventData, Lang, PlaceRow } from "./data";
import { say } from "./i18n";
import { base, bestExtent, paint, placed, precision, projection, unzoomed, type Mark } from "./map";
import { colours } from "./map-view";
import { placeWords } from "./words";

interface Props {
  data: EventData;
  map: BaseMap | null;
  lang: Lang;
  theme: string;
}

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
      const rows: PlaceRow[] = shown.map((place) => [
        place.code ?? "", place.level, place.path_zh, place.path_en, place.lat, place.lon, place.precision,
      ]);
      const project = projection(bestExtent(rows), width, height);
      const marks: Mark[] = rows.map((place, i) => ({ key: String(i), place, n: 1 }));
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
  const kinds = [...new Set(shown.map((place) => precision(place.precision)))];
  const names = shown.map((place) => placeWords(lang, place)).join(lang === "zh" ? "、" : "; ");
  return (
    <div>
      <div class="locator">
        <canvas ref={canvas} role="img" aria-label={names} />
      </div>
      <p>
        {kinds
          .map((kind) => say(lang, kind === "county" ? "map.point" : `map.only.${kind}`))
          .join(lang === "zh" ? "；" : "; ")}
      </p>
    </div>
  );
}
