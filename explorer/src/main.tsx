import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { load, receive, shardOf, type BaseMap, type Core, type EventData, type Meta, type Shard } from "./data";
import { EventPage } from "./event";
import { Explore } from "./explore";
import { Message } from "./frame";
import { say, tags } from "./i18n";
import { leave } from "./left";
import { format, parse, type State } from "./state";

receive();

const systemLang = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
const page = document.documentElement.dataset["page"];

function dress(state: State): void {
  const root = document.documentElement;
  root.lang = tags[state.lang];
  if (state.theme) root.dataset["theme"] = state.theme;
  else delete root.dataset["theme"];
}

function useHash(): [State, (state: State) => void] {
  const [state, setState] = useState(() => parse(location.hash, systemLang));
  useEffect(() => {
    const changed = () => setState(parse(location.hash, systemLang));
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  useEffect(() => {
    dress(state);
    const hash = format(state, page !== "event");
    // Replaced, not pushed: the way back leads out of the filters, not through each of them.
    if (location.hash !== hash) history.replaceState(null, "", hash);
    if (page !== "event") leave(state);
  }, [state]);
  return [state, setState];
}

function App({ meta, core }: { meta: Meta; core: Core | null }) {
  const [state, change] = useHash();
  const [map, setMap] = useState<BaseMap | null>(null);
  useEffect(() => {
    load<BaseMap>("map").then(setMap, () => undefined);
  }, []);
  useEffect(() => {
    if (page !== "event") document.title = meta.title[state.lang];
  }, [state.lang, meta]);
  if (page === "event") return <OneEvent meta={meta} map={map} state={state} change={change} />;
  return core && <Explore meta={meta} core={core} map={map} state={state} change={change} />;
}

interface OneProps {
  meta: Meta;
  map: BaseMap | null;
  state: State;
  change: (state: State) => void;
}

function OneEvent({ meta, map, state, change }: OneProps) {
  const [shards, setShards] = useState<Record<number, Shard | null>>({});
  const id = meta.merged[state.event] ?? state.event;
  const number = shardOf(id, meta.shards);
  useEffect(() => {
    if (number in shards || id === "") return;
    load<Shard>(`s/${number}`, `data/s/${number}.js`).then(
      (shard) => setShards((before) => ({ ...before, [number]: shard })),
      () => setShards((before) => ({ ...before, [number]: null })),
    );
  }, [number, id]);
  const shard = shards[number];
  const data: EventData | undefined = shard && Object.hasOwn(shard, id) ? shard[id] : undefined;
  useEffect(() => {
    document.title = data ? data.title[state.lang] : meta.title[state.lang];
  }, [data, state.lang, meta]);
  if (data) return <EventPage meta={meta} data={data} map={map} state={state} change={change} />;
  const text =
    id === "" ? say(state.lang, "event.choose")
    : shard === undefined ? say(state.lang, "loading")
    : shard === null ? say(state.lang, "failed")
    : say(state.lang, "event.missing");
  return (
    <Message meta={meta} state={state} change={change}>
      <p>{text}</p>
      <p>
        <a href={"index.html" + format({ ...state, event: "" }, false)}>← {say(state.lang, "event.back")}</a>
      </p>
    </Message>
  );
}

async function start(): Promise<void> {
  const first = parse(location.hash, systemLang);
  dress(first);
  const root = document.getElementById("app") as HTMLElement;
  root.textContent = say(first.lang, "loading");
  try {
    const [meta, core] = await Promise.all([
      load<Meta>("meta"),
      page === "event" ? Promise.resolve(null) : load<Core>("core"),
    ]);
    root.textContent = "";
    render(<App meta={meta} core={core} />, root);
  } catch {
    root.textContent = say(first.lang, "failed");
    const link = document.createElement("a");
    link.href = "about.html";
    link.textContent = " about.html";
    root.append(link);
  }
}

void start();
