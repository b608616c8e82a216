import "./shell/components.css";
import "./console.css";
import { Button, createTheme, MantineProvider, Stack, Text, TextInput, Title } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { StrictMode, type FormEvent, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { load, type Known } from "./api/definitions";
import { chooseSite, currentSite, signIn } from "./api/session";
import App from "./shell/App";
import { KnownContext } from "./shell/known";
import { Unopened } from "./shell/Unopened";
import { language, say } from "./shell/words";
import { Refused } from "./api/client";

const TRIES = 3;
/** What the page's policy lets this one write styles by. */
const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
setNonce(nonce);

const theme = createTheme({
  primaryColor: "cyan",
  primaryShade: 9,
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'PingFang TC', 'Noto Sans CJK TC', 'Noto Sans TC', 'Microsoft JhengHei', sans-serif",
  autoContrast: true,
  /** What may not be is refused in words, and nobody's number is made another. */
  components: { NumberInput: { defaultProps: { clampBehavior: "none" } } },
});

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (tries, trouble) => !(trouble instanceof Refused) && tries < TRIES },
  },
});

function AskSite() {
  function chosen(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    chooseSite(String(new FormData(event.currentTarget).get("site")).trim());
    location.reload();
  }
  return (
    <Stack maw={360} mx="auto" mt={120} component="main">
      <Title order={1} size="h3">
        Frontdesk
      </Title>
      <form onSubmit={chosen}>
        <Stack>
          <TextInput name="site" label={say("site")} required defaultValue={currentSite()} autoFocus />
          {currentSite() && <Text c="red">{say("siteWrong")}</Text>}
          <Button type="submit">{say("open")}</Button>
        </Stack>
      </form>
    </Stack>
  );
}

function opened(known: Known | null) {
  if (!known) return <AskSite />;
  return (
    <KnownContext.Provider value={known}>
      <Router hook={useHashLocation}>
        <App />
      </Router>
    </KnownContext.Provider>
  );
}

/** Nothing while somebody is on their way to the issuer. */
async function opening(): Promise<ReactNode> {
  try {
    return (await signIn()) && opened(await load());
  } catch (trouble) {
    return (
      <main>
        <Unopened trouble={trouble} />
      </main>
    );
  }
}

async function begin(): Promise<void> {
  document.documentElement.lang = language();
  const root = createRoot(document.getElementById("console")!);
  const page = await opening();
  if (!page) return;
  root.render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={queries}>{page}</QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void begin();
