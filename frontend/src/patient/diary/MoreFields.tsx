// What the fast path leaves out: where, how it felt, what went with it, what it cost. Everything here is optional.
import type { DayFields, Region } from "../../domain/diary";
import { t } from "../../i18n";
import { Choice } from "../../ui/Choice";
import { PainScale } from "../../ui/PainScale";
import { LOST_TIME, QUALITIES, STIFFNESS, SURE, TRIGGERS, WITH_IT } from "../../wire/choices";
import { RegionMap } from "./RegionMap";

interface Props {
  fields: DayFields;
  set: (change: DayFields) => void;
}

export function MoreFields({ fields, set }: Props) {
  return (
    <div class="stack roomy">
      {fields.headache === true && <OfTheHeadache fields={fields} set={set} />}
      <Choice
        label={t("diary.neck_stiff")}
        options={STIFFNESS.map((value) => ({ value, text: t(`stiff.${value}`) }))}
        chosen={fields.neck_stiff ? [fields.neck_stiff] : []}
        onToggle={(value) => set({ neck_stiff: fields.neck_stiff === value ? null : value })}
      />
      <Several
        label={t("diary.trigger_other")}
        list={TRIGGERS}
        text={(value) => t(`trigger_other.${value}`)}
        chosen={fields.trigger_other}
        put={(trigger_other) => set({ trigger_other })}
      />
      <Several
        label={t("diary.lost_time")}
        list={LOST_TIME}
        text={(value) => t(`lost_time.${value}`)}
        chosen={fields.lost_time}
        none
        put={(lost_time) => set({ lost_time })}
      />
      <label class="field">
        <span>{t("diary.sleep_hours")}</span>
        <input
          type="number"
          inputMode="decimal"
          min={0}
          max={24}
          step={0.5}
          value={fields.sleep_hours ?? ""}
          onInput={(event) => {
            const hours = event.currentTarget.valueAsNumber;
            set({ sleep_hours: Number.isNaN(hours) ? null : Math.min(24, Math.max(0, hours)) });
          }}
        />
      </label>
      <PainScale
        label={t("diary.stress")}
        value={fields.stress}
        onChange={(stress) => set({ stress })}
        low={t("diary.none")}
        high={t("diary.stress.most")}
      />
    </div>
  );
}

function OfTheHeadache({ fields, set }: Props) {
  return (
    <>
      <RegionMap
        chosen={fields.regions ?? []}
        onToggle={(region) => set({ regions: toggled<Region>(fields.regions, region) })}
      />
      <label class="field">
        <span>{t("diary.onset_time")}</span>
        <input
          type="time"
          value={fields.onset_time?.slice(0, 5) ?? ""}
          onInput={(event) => set({ onset_time: event.currentTarget.value || null })}
        />
      </label>
      <PainScale
        label={t("diary.average_intensity")}
        value={fields.average_intensity}
        onChange={(average_intensity) => set({ average_intensity })}
        low={t("diary.none")}
        high={t("diary.most")}
      />
      <Several
        label={t("diary.quality")}
        list={QUALITIES}
        text={(value) => t(`quality.${value}`)}
        chosen={fields.quality}
        put={(quality) => set({ quality })}
      />
      <YesNo name="side_same_as_usual" fields={fields} set={set} />
      <YesNo name="new_or_different" fields={fields} set={set} />
      <HowSure name="started_in_neck" fields={fields} set={set} />
      <HowSure name="trigger_neck_move" fields={fields} set={set} />
      <Several
        label={t("diary.with_it")}
        list={WITH_IT}
        text={(value) => t(`with_it.${value}`)}
        chosen={fields.with_it}
        none
        put={(with_it) => set({ with_it })}
      />
      <YesNo name="worse_with_walking_stairs" fields={fields} set={set} />
    </>
  );
}

const toggled = <Item extends string>(list: Item[] | null | undefined, item: Item): Item[] =>
  list?.includes(item) ? list.filter((each) => each !== item) : [...(list ?? []), item];

interface SeveralProps<Item extends string> {
  label: string;
  list: readonly Item[];
  text: (item: Item) => string;
  chosen: Item[] | null | undefined;
  /** Offer that it was nothing of them, which is an answer too. */
  none?: boolean;
  put: (items: Item[]) => void;
}

/** Any of a list. */
function Several<Item extends string>({ label, list, text, chosen, none, put }: SeveralProps<Item>) {
  const options: { value: Item | ""; text: string }[] = list.map((value) => ({ value, text: text(value) }));
  if (none) options.push({ value: "", text: t("diary.nothing") });
  return (
    <Choice
      label={label}
      options={options}
      chosen={chosen?.length === 0 ? [""] : (chosen ?? [])}
      onToggle={(value) => put(value === "" ? [] : toggled(chosen, value))}
    />
  );
}

function HowSure({ name, fields, set }: Props & { name: "started_in_neck" | "trigger_neck_move" }) {
  return (
    <Choice
      label={t(`diary.${name}`)}
      options={SURE.map((value) => ({ value, text: t(`sure.${value}`) }))}
      chosen={fields[name] ? [fields[name]] : []}
      onToggle={(value) => set({ [name]: fields[name] === value ? null : value })}
    />
  );
}

type YesNoName = "side_same_as_usual" | "new_or_different" | "worse_with_walking_stairs";

function YesNo({ name, fields, set }: Props & { name: YesNoName }) {
  return (
    <Choice
      label={t(`diary.${name}`)}
      options={[
        { value: "yes", text: t("headache.yes") },
        { value: "no", text: t("headache.no") },
      ]}
      chosen={fields[name] == null ? [] : [fields[name] ? "yes" : "no"]}
      onToggle={(value) => set({ [name]: fields[name] === (value === "yes") ? null : value === "yes" })}
    />
  );
}
