// Where this person is signed in, and signing another device out.
import { useEffect, useState } from "preact/hooks";
import { type Device, endSessions, listDevices } from "../api/devices";
import { deviceName } from "../domain/device";
import { locale, t } from "../i18n";
import { useBusy } from "../ui/busy";
import { FailedNote } from "./FailedNote";

export function DevicesCard() {
  const [devices, setDevices] = useState<Device[]>([]);
  const [failed, setFailed] = useState(false);
  const { isBusy, once } = useBusy();
  const take = (work: Promise<Device[]>) => {
    setFailed(false);
    return work.then(setDevices, () => setFailed(true));
  };
  const end = (ids: number[]) => void once(() => take(endSessions(ids)));
  useEffect(() => void take(listDevices()), []);
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "medium" });
  const others = devices.filter((device) => !device.is_current).map((device) => device.id);
  return (
    <section class="card stack">
      <h2>{t("devices.title")}</h2>
      <ul class="lines">
        {devices.map((device) => {
          const name = deviceName(device.user_agent) ?? t("devices.unknown");
          return (
            <li key={device.id}>
              <span>
                <b>{name}</b> {device.is_current && t("devices.this")}
              </span>
              <span class="small soft">
                {t("devices.since", {
                  date: format.format((device.last_seen_at ?? device.created_at) * 1000),
                })}
              </span>
              {!device.is_current && (
                <button
                  type="button"
                  class="button-soft"
                  aria-label={`${t("devices.end")}: ${name}`}
                  aria-busy={isBusy}
                  onClick={() => end([device.id])}
                >
                  {t("devices.end")}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {others.length > 1 && (
        <button type="button" class="button-soft" aria-busy={isBusy} onClick={() => end(others)}>
          {t("devices.end.all")}
        </button>
      )}
      {failed && <FailedNote />}
    </section>
  );
}
