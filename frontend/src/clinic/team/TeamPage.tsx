// The clinic around one's own patients: whom nobody answers for, colleagues, time away, email, emergencies, and who was discharged.
import { AwayCard } from "./AwayCard";
import { ColleaguesCard } from "./ColleaguesCard";
import { DigestCard } from "./DigestCard";
import { DischargedCard } from "./DischargedCard";
import { EmergencyCard } from "./EmergencyCard";
import { UnattendedCard } from "./UnattendedCard";

export function TeamPage({ isLead }: { isLead: boolean }) {
  return (
    <>
      <h1>Team</h1>
      {isLead && <UnattendedCard />}
      <ColleaguesCard isLead={isLead} />
      <AwayCard />
      <DigestCard />
      <EmergencyCard />
      <DischargedCard />
    </>
  );
}
