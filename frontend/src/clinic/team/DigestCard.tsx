// Whether the morning's count of patients is emailed, and whether email arrives at all.
import { api } from "../../api/client";
import { useCard } from "../loading";
import { Fault, LoadFault } from "../Problem";
import { useSending } from "../sending";
import { moment } from "../zones";

export function DigestCard() {
  const digest = useCard("Your email settings", () => api.GET("/api/v1/digest"), []);
  const { isBusy, problem, send } = useSending("Nothing was changed. Check your connection and try again.");
  const { data, setData } = digest;
  if (!data && !digest.problem) return null;
  const change = (daily_digest: boolean) =>
    send(
      () => api.PUT("/api/v1/digest", { body: { daily_digest } }),
      (saved) => saved && data && setData({ ...data, daily_digest: saved.daily_digest }),
    );
  return (
    <section class="card stack">
      <h2>Email to me</h2>
      <LoadFault of={digest} />
      {data?.unreached_since && (
        <p class="fault" role="alert">
          Email hasn't reached you since {moment(data.unreached_since)}. Look at the work list instead, and
          ask the operator to correct your address.
        </p>
      )}
      {data && (
        <label class="tick">
          <input
            type="checkbox"
            checked={data.daily_digest}
            disabled={isBusy}
            onChange={(event) => void change(event.currentTarget.checked)}
          />
          Each morning, how many patients on my list need attention
        </label>
      )}
      <p class="small soft">
        Safety answers are always emailed at once. No email says anything about health.
      </p>
      <Fault problem={problem} />
    </section>
  );
}
