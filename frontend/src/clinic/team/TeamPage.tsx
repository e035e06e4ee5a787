// The clinic around one's own patients: colleagues, time away, email, emergencies, and who was discharged.
import { AwayCard } from "./AwayCard";
import { ColleaguesCard } from "./ColleaguesCard";
import { DigestCard } from "./DigestCard";
import { DischargedCard } from "./DischargedCard";
import { EmergencyCard } from "./EmergencyCard";

export function TeamPage({ isLead }: { isLead: boolean }) {
  return (
    <>
      <h1>Team</h1>
      <ColleaguesCard isLead={isLead} />
      <AwayCard />
      <DigestCard />
      <EmergencyCard />
      <DischargedCard />
    </>
  );
}
