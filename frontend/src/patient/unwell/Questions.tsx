// The screening questions, in blocks of one urgency, each followed by what a yes means.
import { language } from "../../i18n";

export interface QuestionBlock {
  urgency: "emergency" | "same_day" | "therapist";
  advice: Record<string, string>;
  questions: { id: string; text: Record<string, string>; first?: Record<string, string> }[];
}

export function Questions({ blocks, emergencyNumber }: { blocks: QuestionBlock[]; emergencyNumber: string }) {
  return (
    <>
      {blocks.map((block) => (
        <section key={block.urgency} class="card">
          <ul class="bullets">
            {block.questions.map((question) => (
              <li key={question.id}>
                {question.text[language.value]}
                {question.first && <b> {question.first[language.value]}</b>}
              </li>
            ))}
          </ul>
          <p class="notice">
            {(block.advice[language.value] ?? "").replaceAll("{emergency_number}", emergencyNumber)}
          </p>
        </section>
      ))}
    </>
  );
}
