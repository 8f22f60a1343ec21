import {
  Button,
  Card,
  Center,
  Group,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sessionActions, sessionQueries } from "../api/session";
import { Command, Failure } from "../components/Feedback";
import logo from "./heddle.svg";

/** Asks who one is, by password or by token; after it the page that was wanted is shown. */
export function LoginPage() {
  const [by, setBy] = useState<"password" | "token">("password");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [token, setToken] = useState("");
  const queries = useQueryClient();
  const provider = useQuery(sessionQueries.methods()).data?.oidc;
  const enter = useMutation({
    mutationFn: () =>
      by === "token" ? sessionActions.loginWithToken(token) : sessionActions.login(login, password),
    onSuccess: () => queries.resetQueries(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Card withBorder padding="xl" w={400} shadow="sm">
        <form onSubmit={submit}>
          <Stack>
            <Group gap="sm">
              <img src={logo} width={32} height={32} alt="" />
              <Title order={1} size="h3">
                Log in to Heddle
              </Title>
            </Group>
            <SegmentedControl
              aria-label="Log in with"
              value={by}
              onChange={(next) => {
                enter.reset();
                setBy(next as typeof by);
              }}
              data={[
                { value: "password", label: "Password" },
                { value: "token", label: "Token" },
              ]}
            />
            {by === "password" ? (
              <>
                <TextInput
                  label="Login"
                  autoComplete="username"
                  required
                  autoFocus
                  value={login}
                  onChange={(event) => setLogin(event.currentTarget.value)}
                />
                <PasswordInput
                  label="Password"
                  autoComplete="current-password"
                  required
                  value={password}
                  onChange={(event) => setPassword(event.currentTarget.value)}
                />
              </>
            ) : (
              <PasswordInput
                label="Token"
                description="The first start of a server prints one for the administrator."
                autoComplete="off"
                required
                autoFocus
                value={token}
                onChange={(event) => setToken(event.currentTarget.value)}
              />
            )}
            {enter.isError && <Failure error={enter.error} />}
            <Button type="submit" loading={enter.isPending}>
              Log in
            </Button>
            {provider && (
              <Button component="a" href={provider.start} variant="default">
                Log in with {provider.name}
              </Button>
            )}
            <Text size="sm" c="dimmed" component="div">
              No login yet? On the machine of the server:
              <Command text="heddle identity create NAME --role editor --password" />
            </Text>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
