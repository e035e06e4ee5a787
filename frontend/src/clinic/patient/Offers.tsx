// Newer versions of exercises in the program: what differs, and a button to take them. Nothing changes by itself.
import { useState } from "preact/hooks";
import { api, type Problem } from "../../api/client";
import type { Offer } from "../types";

export function Offers({ id, offers, onTaken }: { id: string; offers: Offer[]; onTaken: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  if (offers.length === 0) return null;
  const take = async (offer: Offer) => {
    setProblem(null);
    try {
      const { data, error } = await api.POST("/api/v1/patients/{patient_id}/program/updates", {
        params: { path: { patient_id: id } },
        body: { exercises: { [offer.exercise]: offer.to_version } },
      });
      if (data) onTaken();
      else setProblem(error as unknown as Problem);
    } catch {
      setProblem({ status: 0, code: "offline", detail: "No network. Nothing was changed; try again." });
    }
  };
  return (
    <section class="stack" aria-label="Newer versions">
      {offers.map((offer) => (
        <div class="notice stack" key={offer.exercise}>
          <p>
            <b>{offer.name}</b> has a newer version. This patient keeps version {offer.from_version} until you
            change it; the dose stays.
          </p>
          <details>
            <summary>What is different ({offer.changes.length})</summary>
            <dl class="changes">
              {offer.changes.map((change) => (
                <div key={change.place}>
                  <dt>{change.place}</dt>
                  <dd>
                    {change.pieces.map((piece, index) => {
                      const Tag = piece.kind === "gone" ? "del" : piece.kind === "new" ? "ins" : "span";
                      return <Tag key={`${index} ${piece.kind}`}>{piece.text} </Tag>;
                    })}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
          <button type="button" class="button-soft" onClick={() => void take(offer)}>
            Use version {offer.to_version} from now on
          </button>
        </div>
      ))}
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
    </section>
  );
}
