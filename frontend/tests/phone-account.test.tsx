// Getting in, and what a patient may do with the own record.
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { SignIn } from "../src/account/SignIn";
import { CopyCard } from "../src/patient/settings/CopyCard";
import { EraseCard } from "../src/patient/settings/EraseCard";
import { PrivacyScreen } from "../src/patient/settings/PrivacyScreen";
import { WelcomeScreen } from "../src/patient/welcome/WelcomeScreen";
import { json } from "./fake-server";
import { putPhoneAway, show, showAt, takePhone } from "./phone-screens";

afterEach(putPhoneAway);

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const fill = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const submit = (button: string) =>
  fireEvent.submit(screen.getByRole("button", { name: button }).closest("form") as HTMLFormElement);
const step = (flow: string) => json({ data: { flows: [{ id: flow, is_pending: true }] } }, 401);

test("an invitation is taken up; a wrong code and no network are said", async () => {
  const phone = await takePhone();
  showAt("/app/welcome", "/app/welcome#ABCD", WelcomeScreen);
  expect(((await screen.findByLabelText("Code from your therapist")) as HTMLInputElement).value).toBe("ABCD");
  fill("Your email", "pia@example.org");
  submit("Start");
  await screen.findByText(/Try again when you're connected. What you typed is still here./);
  phone.offline = false;
  phone.answers["invitations/redeem"] = () =>
    json(
      {
        status: 400,
        code: "invalid",
        detail: "",
        errors: [{ field: "code", code: "x", detail: "This code was used." }],
      },
      400,
    );
  submit("Start");
  await screen.findByText("This code was used.");
  phone.answers["invitations/redeem"] = () => json({ id: phone.id });
  submit("Start");
  await screen.findByText("went to /app/start");
});

test("one signs in with a mailed code, and a wrong one is said", async () => {
  const phone = await takePhone();
  phone.offline = false;
  phone.answers["/_allauth/browser/v1/auth/code/request"] = () => step("login_by_code");
  phone.answers["/_allauth/browser/v1/auth/code/confirm"] = () => json({}, 400);
  const inside = vi.fn();
  show(<SignIn onSignedIn={inside} />);
  fill("Email", "pia@example.org");
  submit("Sign in");
  await screen.findByLabelText("Code from the email");
  screen.getByText(/If Nod knows pia@example.org/);
  fill("Code from the email", "123456");
  submit("Sign in");
  await screen.findByText(/This code isn't right/);
  phone.answers["/_allauth/browser/v1/auth/code/confirm"] = () => json({});
  submit("Sign in");
  await waitFor(() => expect(inside).toHaveBeenCalledWith(expect.objectContaining({ signed_in: true })));
});

test("signing in without a network says so and keeps the address", async () => {
  await takePhone();
  show(<SignIn onSignedIn={() => undefined} />);
  fill("Email", "pia@example.org");
  submit("Sign in");
  await screen.findByText(/You're offline. Connect once to sign in./);
  expect((screen.getByLabelText("Email") as HTMLInputElement).value).toBe("pia@example.org");
});

test("a copy that can't be made says so, and why when the server says it", async () => {
  const phone = await takePhone();
  show(<CopyCard askAgain={() => undefined} />);
  const make = () => fireEvent.click(screen.getByRole("button"));
  make();
  await screen.findByRole("alert");
  phone.offline = false;
  phone.answers["record/export"] = () =>
    json({ status: 503, code: "busy", detail: "Too many copies just now." }, 503);
  make();
  await screen.findByText("Too many copies just now.");
});

test("a copy or a deletion after too long asks for a new sign-in first", async () => {
  const phone = await takePhone();
  phone.offline = false;
  phone.answers["record/export"] = () => json({ status: 403, code: "reauth_required", detail: "" }, 403);
  phone.answers["record/erase"] = phone.answers["record/export"] as () => Response;
  const ask = vi.fn();
  show(
    <>
      <CopyCard askAgain={ask} />
      <EraseCard keptUntil={null} askAgain={ask} />
    </>,
  );
  fireEvent.click(screen.getAllByRole("button")[0] as HTMLElement);
  await waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  tap("Delete…");
  fireEvent.click(screen.getByLabelText("I'm sure"));
  tap("Delete now");
  await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
});

test("a deletion that fails is said where the button was tapped", async () => {
  await takePhone();
  show(<EraseCard keptUntil={null} askAgain={() => undefined} />);
  tap("Delete…");
  fireEvent.click(screen.getByLabelText("I'm sure"));
  tap("Delete now");
  const alert = await screen.findByRole("alert");
  expect(alert.closest("dialog")).not.toBeNull();
});

test("one's own record needs the network, and is asked for again", async () => {
  const phone = await takePhone();
  show(<PrivacyScreen />);
  await screen.findByRole("alert");
  phone.offline = false;
  phone.answers.record = () => json({ looks: [], kept_until: null });
  tap(/again/i);
  await screen.findByRole("heading", { name: "Delete my account" });
});
