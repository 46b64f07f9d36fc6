import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Account, AccountValue, BaseMap, EventData, Labels, Lang, Meta, NumberRange, Said } from "./data";
import { Masthead } from "./frame";
import { fieldName, label, say, sayIf, tags } from "./i18n";
import { leftAt } from "./left";
import { Locator } from "./locator";
import { format, type State } from "./state";
import { dayWords, employerWords, numberWords, placeWords, rangeWords, valueWords } from "./words";

const harms = [
  "detained", "still_detained", "released", "missing", "injured", "killed", "dismissed", "sentenced",
];

/** The order in which fields stand; the first ones are shown even when nobody tells them. */
export const order = [
  "date", "end", "duration", "place", "employer", "participants", "action", "demand", "cause",
  "amount", "response", ...harms.map((name) => `harm.${name}`), "outcome", "actor", "composition",
  "organisation", "industry", "ownership", "kind", "status", "scope", "title", "summary",
];
const always = ["date", "place", "participants", "action", "demand", "response", "outcome"];

/** Only these become links, whatever a data file says. */
export const linkable = (url: string | null): url is string => url !== null && /^https?:\/\//i.test(url);

interface Props {
  meta: Meta;
  data: EventData;
  map: BaseMap | null;
  state: State;
  change: (state: State) => void;
}

export function EventPage({ meta, data, map, state, change }: Props) {
  const { lang } = state;
  const other: Lang = lang === "zh" ? "en" : "zh";
  const { labels } = meta;
  const back = "index.html" + format(leftAt(state));
  return (
    <div class="event-page">
      <Masthead meta={meta} state={state} change={change} />
      <main>
        <p class="back">
          <a href={back}>← {say(lang, "event.back")}</a>
        </p>
        <h1>
          <bdi>{data.title[lang]}</bdi>
        </h1>
        <p class="other-title" lang={tags[other]}>
          <bdi>{data.title[other]}</bdi>
        </p>
        <p class="muted">
          {say(lang, data.title.by === "human" ? "event.human" : "event.machine")} ·{" "}
          {say(lang, "event.id")} <code>{data.id}</code>
          {meta.listed && (
            <>
              {" "}· <a href={`e/${data.id}.html`}>{say(lang, "event.static")}</a>
            </>
          )}
        </p>
        {data.coarsened && <p class="note">{say(lang, "event.coarsened")}</p>}
        {data.accounts.length === 1 && <p class="note">{say(lang, "event.single")}</p>}
        <section aria-labelledby="known">
          <h2 id="known">
            {say(lang, "event.known")} <small>{say(lang, "event.range")}</small>
          </h2>
          <div class="known-box">
            <dl class="known">
              {order.map((field) => (
                <Known field={field} data={data} lang={lang} labels={labels} key={field} />
              ))}
            </dl>
            <Locator data={data} map={map} lang={lang} theme={state.theme ?? ""} />
          </div>
        </section>
        <div>
          <h2 id="accounts">{say(lang, "event.accounts")}</h2>
          <Accounts data={data} lang={lang} labels={labels} />
          <p class="muted">{say(lang, "event.quote.note")}</p>
        </div>
      </main>
    </div>
  );
}

function By({ accounts, lang, total }: { accounts: number[]; lang: Lang; total: number }) {
  // What all say needs no names; what some say does.
  if (accounts.length === total) return null;
  return (
    <span class="by" title={say(lang, "event.told", { n: accounts.length, total })}>
      <span class="hidden">
        {say(lang, accounts.length === 1 ? "event.by.one" : "event.by", { numbers: accounts.join(", ") })}
      </span>
      {accounts.map((n) => (
        <sup aria-hidden="true">{n}</sup>
      ))}
    </span>
  );
}

function Known({ field, data, lang, labels }: { field: string; data: EventData; lang: Lang; labels: Labels }) {
  const told = known(field, data, lang, labels);
  if (told === null && !always.includes(field)) return null;
  const differs = data.differing.includes(field);
  return (
    <div class={differs ? "differs" : undefined}>
      <dt>{fieldName(labels, field, lang)}</dt>
      <dd>
        {told ?? <span class="unknown">{say(lang, "event.not_said")}</span>}
        {differs && <span class="flag">{say(lang, apart(field, data) ? "apart" : "differs")}</span>}
      </dd>
    </div>
  );
}

function apart(field: string, data: EventData): boolean {
  if (field === "date") return data.start?.apart ?? false;
  if (field === "end") return data.end?.apart ?? false;
  if (field === "place") return data.places?.apart ?? false;
  const ranges =
    field === "participants" ? data.participants : field === "amount" ? data.amounts
    : field.startsWith("harm.") ? [data.harm[field.slice(5)]] : [];
  return ranges.some((range) => range?.apart === true);
}

/** A field's range over all accounts, and who says each value where they differ. */
function known(field: string, data: EventData, lang: Lang, labels: Labels): ComponentChildren {
  const total = data.accounts.length;
  const items = <V,>(said: Said<V>[], text: (value: V) => string): ComponentChildren => (
    <ul class="values">
      {said.map((each) => (
        <li>
          <bdi>{text(each.value)}</bdi>
          <By accounts={each.accounts} lang={lang} total={total} />
        </li>
      ))}
    </ul>
  );
  if (field === "date" || field === "end") {
    const range = field === "date" ? data.start : data.end;
    if (range === null) return null;
    const text = rangeWords(lang, range.earliest, range.latest);
    if (!range.differs && range.said.length === 1) {
      return (
        <>
          <b>{text}</b> {range.basis !== undefined && basisNote(range.said[0]?.value, lang)}
        </>
      );
    }
    return (
      <>
        <b>{text}</b>
        {items(range.said, (value) =>
          "code" in value
            ? value.code
            : rangeWords(lang, value.earliest, value.latest) + basisText(value, lang),
        )}
      </>
    );
  }
  if (field === "place") {
    if (data.places === null) return null;
    const said = data.places.said;
    const level = (value: (typeof said)[number]["value"]): string => {
      const name = sayIf(lang, `level.${value.level}`) ?? value.level;
      const notes = [say(lang, "event.precision", { level: name })];
      if (value.check === "ambiguous") notes.push(say(lang, "event.ambiguous"));
      if (value.lat === null) notes.push(say(lang, "event.nopoint"));
      return notes.join(lang === "zh" ? "；" : "; ");
    };
    return (
      <ul class="values places">
        {said.map((each) => (
          <li>
            <bdi>{placeWords(lang, each.value)}</bdi>
            <By accounts={each.accounts} lang={lang} total={total} />
            <span class="muted">{level(each.value)}</span>
          </li>
        ))}
      </ul>
    );
  }
  if (field === "employer") {
    if (data.employers.said.length === 0) return null;
    return items(data.employers.said, (value) => employerWords(lang, labels, value));
  }
  if (field === "participants" || field === "duration" || field === "amount" || field.startsWith("harm.")) {
    const ranges =
      field === "participants" ? data.participants : field === "duration" ? data.duration
      : field === "amount" ? data.amounts : [data.harm[field.slice(5)]].filter((r): r is NumberRange => !!r);
    if (ranges.length === 0) return null;
    return ranges.map((range) => (
      <div class="range">
        <b>{numberWords(lang, labels, field, whole(range))}</b>
        {range.said.length > 1 && items(range.said, (value) => numberWords(lang, labels, field, { ...value, role: undefined } as never))}
      </div>
    ));
  }
  const codes = data.codes[field];
  return codes ? items(codes.said, (code) => label(labels, field, code, lang)) : null;
}

/** The range of all values of one kind, with the months of pay when only those are told. */
function whole(range: NumberRange) {
  const { said, differs: _d, apart: _a, ...rest } = range;
  const months = said.map((each) => each.value.months).find((m) => m !== undefined);
  const one = said.length === 1 ? said[0]?.value : undefined;
  return {
    ...rest,
    ...(rest.low === null && months !== undefined ? { months } : {}),
    ...(one?.at ? { at: one.at } : {}),
    ...(one?.legal_form ? { legal_form: one.legal_form } : {}),
  };
}

function basisText(value: { basis?: string }, lang: Lang): string {
  if (!value.basis || value.basis === "stated") return "";
  const text = sayIf(lang, `basis.${value.basis}`) ?? value.basis;
  return lang === "zh" ? `（${text}）` : ` (${text})`;
}

function basisNote(value: unknown, lang: Lang): ComponentChildren {
  const text = basisText((value ?? {}) as { basis?: string }, lang);
  return text && <span class="muted">{text}</span>;
}

function Accounts({ data, lang, labels }: { data: EventData; lang: Lang; labels: Labels }) {
  const fields = useMemo(() => {
    const there = new Set(data.accounts.flatMap((account) => account.values.map((value) => value.field)));
    return order.filter((field) => there.has(field));
  }, [data]);
  return (
    // Wide tables scroll in their own frame, which the keyboard reaches.
    <div class="side-by-side" tabIndex={0} role="region" aria-labelledby="accounts">
      <table>
        <thead>
          <tr>
            <td class="corner" />
            {data.accounts.map((account) => (
              <th scope="col">
                <AccountHead account={account} lang={lang} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr class={data.differing.includes(field) ? "differs" : undefined}>
              <th scope="row">
                {fieldName(labels, field, lang)}
                {data.differing.includes(field) && <span class="flag">{say(lang, "differs")}</span>}
              </th>
              {data.accounts.map((account) => (
                <td data-account={say(lang, "event.account", { n: account.number })}>
                  <Cell values={account.values.filter((v) => v.field === field)} lang={lang} labels={labels} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AccountHead({ account, lang }: { account: Account; lang: Lang }) {
  const comma = lang === "zh" ? "、" : ", ";
  return (
    <>
      <b>{say(lang, "event.account", { n: account.number })}</b>
      <span>
        {account.published
          ? say(lang, "event.published", { date: dayWords(lang, account.published) })
          : say(lang, "event.undated")}
      </span>
      <span>{sayIf(lang, `language.${account.language}`) ?? account.language}</span>
      <span>
        {say(lang, "event.coded", {
          coders: account.coders.map((kind) => sayIf(lang, `coder.${kind}`) ?? kind).join(comma),
        })}
      </span>
      {linkable(account.url) && (
        <a href={account.url} rel="noreferrer noopener nofollow">
          {say(lang, "event.link")} ↗
        </a>
      )}
    </>
  );
}

function Cell({ values, lang, labels }: { values: AccountValue[]; lang: Lang; labels: Labels }) {
  if (values.length === 0) return <span class="unknown">—</span>;
  return (
    <ul class="values">
      {values.map((value) => (
        <li>
          <bdi>{valueWords(lang, labels, value)}</bdi>
          {value.basis !== "stated" && (
            <span class="muted basis">{sayIf(lang, `basis.${value.basis}`) ?? value.basis}</span>
          )}
          {value.quote !== null && (
            <q>
              <bdi>{value.quote}</bdi>
            </q>
          )}
        </li>
      ))}
    </ul>
  );
}
