import { Button, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQueries } from "../api/session";
import { Page } from "../components/Page";
import { MakeToken, Tokens } from "./Tokens";

/** Who one is here, and the tokens one has given to programs. */
export function AccountPage() {
  const who = useQuery(sessionQueries.current());
  const [making, setMaking] = useState(false);
  return (
    <Page
      title={who.data?.login ?? "Account"}
      lead={
        who.data && `${who.data.kind}${who.data.names.length > 0 ? ` · ${who.data.names.join(", ")}` : ""}`
      }
      actions={<Button onClick={() => setMaking(true)}>Make a token</Button>}
    >
      {making && <MakeToken onClose={() => setMaking(false)} />}
      <Stack gap="xs">
        <Title order={2} size="h4">
          Tokens
        </Title>
        <Tokens />
      </Stack>
    </Page>
  );
}
